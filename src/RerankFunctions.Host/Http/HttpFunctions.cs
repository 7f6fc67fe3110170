using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Http;
using RerankFunctions.Host.Triggers;

namespace RerankFunctions.Host.Http;

/// <summary>Routes requests to HTTP functions with Microsoft's own router, in the host's order: by name, ignoring case.</summary>
internal sealed class HttpFunctions(IWebJobsRouter router, FunctionKeys keys, Func<string, HttpRequest, Task> call) : IWebJobsRouteHandler
{
    private readonly Dictionary<string, HttpTriggerAttribute> _triggers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The methods and path of each function, by name.</summary>
    public IReadOnlyList<string> Routes { get; private set; } = [];

    /// <exception cref="FunctionsHostException">A route cannot be read.</exception>
    public void Map(IEnumerable<AppFunction> functions, string prefix)
    {
        var builder = router.CreateBuilder(this, prefix);
        var routes = new List<string>();
        foreach (var function in functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (function.TriggerAttribute is not HttpTriggerAttribute trigger)
                continue;

            var route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route;
            var constraints = new RouteValueDictionary();
            if (trigger.Methods is { Length: > 0 })
                constraints.Add("httpMethod", new HttpMethodRouteConstraint(trigger.Methods));
            try
            {
                builder.MapFunctionRoute(function.Name, route, constraints, function.Name);
            }
            catch (Exception wrong) when (wrong is RouteCreationException or ArgumentException)
            {
                throw new FunctionsHostException(
                    $"Function '{function.Name}' has a route that cannot be read, '{route}': {wrong.Message.ReplaceLineEndings(" ")}", wrong);
            }

            _triggers[function.Name] = trigger;
            var methods = trigger.Methods is { Length: > 0 } some ? string.Join(',', some).ToUpperInvariant() : "ANY";
            routes.Add($"{methods} /{(prefix.Length == 0 ? "" : prefix + "/")}{route}");
        }

        router.AddFunctionRoutes(builder.Build(), proxyRoutes: null);
        Routes = routes;
    }

    /// <returns>Whether there was a function for the request.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var route = new RouteContext(context);
        await router.RouteAsync(route);
        if (route.Handler is not { } handler)
            return false;

        context.Items[HttpExtensionConstants.AzureWebJobsHttpRouteDataKey] = Values(route.RouteData);
        await handler(context);
        return true;
    }

    public async Task InvokeAsync(HttpContext context, string functionName)
    {
        if (_triggers[functionName].AuthLevel is not AuthorizationLevel.Anonymous && !keys.Allow(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await call(functionName, context.Request);
    }

    /// <summary>The route's values; null for optional ones that are not there, as the host has them.</summary>
    private static Dictionary<string, object?> Values(RouteData data)
    {
        var values = new Dictionary<string, object?>(data.Values);
        foreach (var parameter in data.Routers.OfType<Route>().FirstOrDefault()?.ParsedTemplate.Parameters ?? [])
        {
            if (parameter is { IsOptional: true, DefaultValue: null })
                values.TryAdd(parameter.Name!, null);
        }

        return values;
    }
}
