using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace RerankFunctions.Local.Hosting.Http;

/// <summary>Serves HTTP functions: as the host does, also where that differs from ASP.NET Core's own ways.</summary>
internal sealed partial class HttpFunctionEndpoints(string? key, Action<FunctionRun>? onRun, ILogger<HttpFunctionEndpoints> logger)
{
    public void Map(WebApplication app, IReadOnlyList<HttpFunction> functions)
    {
        app.UseRouting();
        app.Use(OnlyFunctions);
        foreach (var function in functions)
        {
            RequestDelegate serve = context => ServeAsync(function, context);
            var endpoint = function.Methods.Count == 0
                ? app.Map(function.Pattern, serve)
                : app.MapMethods(function.Pattern.RawText!, function.Methods, serve);
            endpoint.WithMetadata(function);
        }
    }

    /// <summary>A method that a route does not have is a 404 in the host, not a 405.</summary>
    private static Task OnlyFunctions(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>() is not null)
            return next(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.SetEndpoint(null);
        return Task.CompletedTask;
    }

    private async Task ServeAsync(HttpFunction function, HttpContext context)
    {
        if (function.NeedsKey && !HasKey(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var started = Stopwatch.GetTimestamp();
        Exception? failure = null;
        try
        {
            var result = await FunctionInvoker.InvokeAsync(function.Method, function.Binding, context, context.RequestServices);
            await (result switch
            {
                IResult answer => answer.ExecuteAsync(context),
                IActionResult answer => answer.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())),
                _ => Task.CompletedTask,
            });
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            failure = exception;
            FunctionThrew(exception, function.Method.Name);
            if (context.Response.HasStarted)
                throw;
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        onRun?.Invoke(new FunctionRun(
            function.Method.Name, $"{context.Request.Method} {context.Request.Path}", Attempt: 1,
            failure is null ? FunctionOutcome.Succeeded : FunctionOutcome.Failed,
            Stopwatch.GetElapsedTime(started), context.Response.StatusCode, failure?.Message));
    }

    private bool HasKey(HttpRequest request)
    {
        if (key is null)
            return true;

        var shown = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(key));
    }

    [LoggerMessage(7101, LogLevel.Error, "Function {Function} threw; the answer is an empty 500")]
    private partial void FunctionThrew(Exception exception, string function);
}
