using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.WebJobs.Extensions.Http;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Http;

/// <summary>Kestrel with two doors: one for callers of HTTP functions, one for the worker's gRPC.</summary>
internal static partial class WebFrontEnd
{
    /// <summary>The host's own, in bytes (100 MiB); the setting FUNCTIONS_REQUEST_BODY_SIZE_LIMIT is over it.</summary>
    private const long MaxRequestBody = 104_857_600;

    /// <exception cref="FunctionsHostException">The port is taken.</exception>
    public static async Task<WebApplication> StartAsync(
        FunctionsHostOptions options, ILoggerFactory loggers, WorkerStreams streams, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = options.EnvironmentName });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit(options);
            if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.Port);
            kestrel.Listen(IPAddress.Loopback, 0, worker => worker.Protocols = HttpProtocols.Http2);
        });
        // The app's own Kestrel tells of requests already.
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        options.Logging(builder.Logging);
        builder.Services.AddSingleton(streams);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<WorkerForwarder>();
        builder.Services.AddHttpBindingRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopPatience);
        var app = builder.Build();
        var logger = loggers.CreateLogger("Host.Http");
        app.MapWhen(
            context => context.Request.ContentType == "application/grpc",
            grpc => grpc.UseRouting().UseEndpoints(endpoints => endpoints.MapGrpcService<WorkerStreams>()));
        app.Run(context => AnswerAsync(context, answer, logger));
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new FunctionsHostException($"Port {options.Port} is taken by another program: stop it, or choose another.", taken);
        }
    }

    public static Uri FunctionsAddress(WebApplication app) => new(app.Urls.First() + "/");

    public static Uri RpcAddress(WebApplication app) => new(app.Urls.Last() + "/");

    private static long BodyLimit(FunctionsHostOptions options)
        => options.Settings.TryGetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", out var limit) && long.TryParse(limit, out var bytes)
            ? bytes : MaxRequestBody;

    /// <summary>Failures are empty 500s, as the host's ExceptionMiddleware makes them.</summary>
    private static async Task AnswerAsync(HttpContext context, RequestDelegate answer, ILogger logger)
    {
        try
        {
            await answer(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception failure)
        {
            // What a function threw is told where it ran.
            if (failure is not FunctionInvocationException)
                RequestFailed(logger, failure);
            if (context.Response.HasStarted)
                context.Abort();
            else
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(3101, LogLevel.Error, "A request failed in the host")]
    private static partial void RequestFailed(ILogger logger, Exception failure);
}
