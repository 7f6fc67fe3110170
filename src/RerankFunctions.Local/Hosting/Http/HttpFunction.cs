using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Local.Hosting.Http;

/// <summary>A function with an HTTP trigger.</summary>
internal sealed class HttpFunction
{
    private const string Supported =
        "HttpRequest, HttpContext, CancellationToken and the route's values by their names (strings, and what converts from one)";

    /// <exception cref="StartupException">The function has a parameter or a result that cannot be served.</exception>
    public HttpFunction(FunctionMethod method, HttpTriggerAttribute trigger, string routePrefix)
    {
        Method = method;
        Methods = [.. (trigger.Methods ?? []).Select(verb => verb.ToUpperInvariant())];
        NeedsKey = trigger.AuthLevel is not AuthorizationLevel.Anonymous;
        try
        {
            Pattern = RoutePatternFactory.Parse(
                $"{routePrefix}/{(string.IsNullOrEmpty(trigger.Route) ? method.Name : trigger.Route.TrimStart('/'))}".TrimStart('/'));
        }
        catch (RoutePatternException wrong)
        {
            throw new StartupException($"Function '{method.Name}' has a route that cannot be read: {wrong.Message}", wrong);
        }

        Binding = new ParameterBinding<HttpContext>(method, Source, Supported);

        var result = method.ResultType;
        if (result != typeof(void) && !typeof(IResult).IsAssignableFrom(result) && !typeof(IActionResult).IsAssignableFrom(result))
        {
            throw new StartupException(
                $"Function '{method.Name}' returns {result.Name}: the local runner serves IResult, IActionResult, and nothing at all.");
        }
    }

    public FunctionMethod Method { get; }

    /// <summary>In upper case; none stands for all.</summary>
    public IReadOnlyList<string> Methods { get; }

    public bool NeedsKey { get; }

    public RoutePattern Pattern { get; }

    public ParameterBinding<HttpContext> Binding { get; }

    private Func<HttpContext, object?>? Source(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequest))
            return context => context.Request;
        if (parameter.Position == Method.TriggerParameter.Position)
            return null;
        if (type == typeof(HttpContext))
            return context => context;
        if (type == typeof(CancellationToken))
            return context => context.RequestAborted;

        var name = parameter.Name!;
        var converter = TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type);
        return Pattern.GetParameter(name) is null || !converter.CanConvertFrom(typeof(string))
            ? null
            : context => context.Request.RouteValues[name] switch
            {
                string text => converter.ConvertFromString(null, CultureInfo.InvariantCulture, text),
                _ => parameter.HasDefaultValue ? parameter.DefaultValue : null,
            };
    }
}
