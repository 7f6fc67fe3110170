using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Local.Hosting.Blobs;
using RerankFunctions.Local.Hosting.Http;
using RerankFunctions.Local.Hosting.Queues;

namespace RerankFunctions.Local.Hosting;

/// <summary>Runs an app's functions in this process, as the Functions host and its worker would in theirs.</summary>
public sealed class FunctionHost : IAsyncDisposable
{
    /// <summary>The host's limit on a request's body, in bytes (100 MiB).</summary>
    private const long MaxRequestBody = 104_857_600;

    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(50);

    private readonly WebApplication _app;
    private readonly IReadOnlyList<IFunctionListener> _listeners;
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    private FunctionHost(WebApplication app, IReadOnlyList<IFunctionListener> listeners, IReadOnlyList<string> routes)
    {
        (_app, _listeners, Routes) = (app, listeners, routes);
    }

    /// <summary>Ends with a slash; routes are relative to it.</summary>
    public Uri BaseAddress => new($"{_app.Urls.Single()}/");

    /// <summary>The methods and path of each HTTP function, by name.</summary>
    public IReadOnlyList<string> Routes { get; }

    /// <summary>The app's own services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <exception cref="StartupException">A function cannot run here, a setting is missing or wrong, or the port is taken.</exception>
    public static async Task<FunctionHost> StartAsync(FunctionHostOptions options, CancellationToken cancellationToken)
    {
        var triggers = FunctionFinder.Find(options.Types).ToLookup(method => method.Trigger.GetType());
        List<T> Of<T, TAttribute>(Func<FunctionMethod, TAttribute, T> describe) where TAttribute : Attribute =>
            [.. triggers[typeof(TAttribute)].Select(method => describe(method, (TAttribute)(object)method.Trigger))];

        var http = Of((FunctionMethod method, HttpTriggerAttribute trigger) => new HttpFunction(method, trigger, options.HostJson.RoutePrefix));
        var blobs = Of((FunctionMethod method, BlobTriggerAttribute trigger) => new BlobFunction(method, trigger));
        var queues = Of((FunctionMethod method, QueueTriggerAttribute trigger) => new QueueFunction(method, trigger));
        if (triggers.SelectMany(same => same).FirstOrDefault(method => method.Trigger
            is not (HttpTriggerAttribute or BlobTriggerAttribute or QueueTriggerAttribute)) is { } other)
            throw new StartupException(
                $"Function '{other.Name}' has a {other.Trigger.GetType().Name}: the local runner has HTTP, blob and queue triggers.");

        var app = Build(options);
        try
        {
            var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<FunctionHost>();
            var runner = new MessageRunner(app.Services.GetRequiredService<IServiceScopeFactory>(), options.OnRun);
            var connections = new StorageConnections(app.Configuration);
            new HttpFunctionEndpoints(options.Key, options.OnRun, app.Services.GetRequiredService<ILogger<HttpFunctionEndpoints>>())
                .Map(app, http);

            var host = new FunctionHost(
                app,
                [
                    .. blobs.Count > 0 ? new[] { new BlobTriggers(blobs, connections, options, runner, logger) } : [],
                    .. queues.Select(queue => new QueueTriggers(queue, connections, options, runner, logger)),
                ],
                [.. http.Select(function => $"{string.Join(",", function.Methods)} /{function.Pattern.RawText}")]);
            await host.RunAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks at the containers now rather than at the next interval. What it finds is in a queue when this returns.</summary>
    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        foreach (var blobs in _listeners.OfType<BlobTriggers>())
            await blobs.ScanAsync(cancellationToken);
    }

    /// <summary>Messages not yet done with: blobs, and events of deleted ones.</summary>
    public async Task<int> PendingAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(_listeners.Select(listener => listener.CountAsync(cancellationToken)));
        return counts.Sum();
    }

    /// <summary>Returns when all that is in the containers now has been worked on, to success or to the poison queue.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        await ScanAsync(cancellationToken);
        using var timer = new PeriodicTimer(IdlePoll);
        while (await PendingAsync(cancellationToken) > 0)
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        foreach (var listener in _listeners)
            listener.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private static WebApplication Build(FunctionHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create(
            setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), setting.Value)));
        builder.Logging.SetMinimumLevel(options.LogLevel);
        // Why a start fails is thrown to the caller; there is no need to say it twice.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();
        options.Register(builder);
        return builder.Build();
    }

    private async Task RunAsync(FunctionHostOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new StartupException($"Port {options.Port} is taken by another program: stop it, or choose another with --port.", taken);
        }

        foreach (var listener in _listeners)
            await listener.PrepareAsync(cancellationToken);
        _listening = Task.WhenAll(_listeners.Select(listener => listener.RunAsync(_stop.Token)));
    }
}
