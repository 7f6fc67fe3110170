using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Indexers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Http;
using RerankFunctions.Host.Rpc;
using RerankFunctions.Host.Triggers;
using RerankFunctions.Host.Workers;

namespace RerankFunctions.Host;

/// <summary>
/// Runs a .NET isolated function app as the Functions host does: the app in its worker process, its triggers by Microsoft's own
/// listeners, its HTTP functions by Microsoft's own router.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly WorkerSupervisor _workers;
    private IHost _jobs = null!;
    private HttpFunctions _http = null!;

    private FunctionsHost(WorkerSupervisor workers, Uri address) => (_workers, BaseAddress) = (workers, address);

    /// <summary>Ends with a slash; routes are relative to it.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The methods and path of each HTTP function, by name.</summary>
    public IReadOnlyList<string> Routes => _http.Routes;

    /// <summary>Blob triggers whose source is Event Grid: they run when events are posted to their webhook.</summary>
    public IReadOnlyList<string> EventTriggeredByBlobs => [.. _jobs.Services.GetRequiredService<AppFunctions>().All
        .Where(function => function.IsEventTriggeredByBlobs).Select(function => function.Name)];

    /// <summary>Completes with the reason when the host cannot go on, since its worker keeps ending.</summary>
    public Task<FunctionsHostException> Failed => _workers.GaveUp;

    /// <summary>
    /// Blobs and messages that the storage triggers are not done with, and runs of functions that have not ended. What an event has
    /// not told of yet is not among them.
    /// </summary>
    public async Task<int> PendingAsync(CancellationToken cancellationToken)
        => await _jobs.Services.GetRequiredService<TriggerBacklog>().CountAsync(cancellationToken)
            + _jobs.Services.GetRequiredService<IFunctionActivityStatusProvider>().GetStatus().OutstandingInvocations;

    /// <summary>Returns when the functions run: HTTP is served and triggers are listened to.</summary>
    /// <exception cref="FunctionsHostException">The app cannot run here, or the port is taken.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var app = AppFolder.Open(options.AppFolder);
        var configuration = HostConfiguration.Build(app, options);
        var loggers = LoggerFactory.Create(logging =>
        {
            logging.AddConfiguration(configuration.Logging());
            options.Logging(logging);
        });

        var streams = new WorkerStreams();
        var webHooks = new WebHooks();
        var ready = new TaskCompletionSource<HttpFunctions>(TaskCreationOptions.RunContinuationsAsynchronously);
        var keys = new FunctionKeys(options.Key);
        var web = await WebFrontEnd.StartAsync(
            options, loggers, streams, context => AnswerAsync(context, ready.Task, webHooks, keys), cancellationToken);
        var log = new WorkerLog(loggers);
        var workers = new WorkerSupervisor(app, options, streams, WebFrontEnd.RpcAddress(web), log.Write, loggers.CreateLogger("Host.Worker"));
        var host = new FunctionsHost(workers, WebFrontEnd.FunctionsAddress(web));
        host._started.Push(new Disposal(loggers));
        host._started.Push(web);
        host._started.Push(workers);
        webHooks.BaseAddress = host.BaseAddress;
        try
        {
            await host.RunAsync(app, options, configuration, loggers, log, web, webHooks, keys, cancellationToken);
            ready.SetResult(host._http);
            return host;
        }
        catch (Exception failure)
        {
            ready.SetException(failure);
            _ = ready.Task.Exception;
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
            await part.DisposeAsync();
    }

    private async Task RunAsync(
        AppFolder app, FunctionsHostOptions options, Microsoft.Extensions.Configuration.IConfiguration configuration, ILoggerFactory loggers,
        WorkerLog log, WebApplication web, WebHooks webHooks, FunctionKeys keys, CancellationToken cancellationToken)
    {
        // The job host is built while the worker starts.
        _workers.Start();
        var forwarder = web.Services.GetRequiredService<WorkerForwarder>();
        _jobs = await Task.Run(
            () => JobHostFactory.Build(
                app, options, configuration, loggers, webHooks, _workers,
                services => new FunctionInvoker(services.GetRequiredService<AppFunctions>(), _workers, forwarder, log, options.OnRun).InvokeAsync),
            cancellationToken);
        var functions = _jobs.Services.GetRequiredService<AppFunctions>();
        var worker = await _workers.GetAsync(cancellationToken);
        functions.Take(worker.Functions);

        var jobHost = _jobs.Services.GetRequiredService<IJobHost>();
        _http = new HttpFunctions(
            web.Services.GetRequiredService<Microsoft.Azure.WebJobs.Extensions.Http.IWebJobsRouter>(), keys,
            (function, request) => jobHost.CallAsync(
                function, new Dictionary<string, object> { [functions[function]!.TriggerName] = request }, request.HttpContext.RequestAborted));
        _http.Map(functions.All, configuration.RoutePrefix());
        try
        {
            await _jobs.StartAsync(cancellationToken);
            _started.Push(new JobHostRun(_jobs));
            _started.Push(new MissedBlobs(_jobs.Services.GetRequiredService<TriggerBacklog>()));
        }
        catch (Exception failure) when (failure is FunctionIndexingException or InvalidOperationException or FormatException)
        {
            throw new FunctionsHostException(
                $"The functions cannot start: {(failure.InnerException ?? failure).Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Task<HttpFunctions> ready, WebHooks webHooks, FunctionKeys keys)
    {
        var http = await ready.WaitAsync(context.RequestAborted);
        if (context.Request.Path.StartsWithSegments(WebHooks.Path, out var name))
        {
            if (!keys.Allow(context.Request))
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else if (!await webHooks.TryAnswerAsync(context, name))
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!await http.TryAnswerAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private sealed class Disposal(IDisposable disposable) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            disposable.Dispose();
            return default;
        }
    }

    private sealed class JobHostRun(IHost jobs) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await jobs.StopAsync();
            }
            catch (InvalidOperationException)
            {
                // Listeners that share another stop it once each, and it takes that for a mistake if they do so at once.
            }

            jobs.Dispose();
        }
    }
}
