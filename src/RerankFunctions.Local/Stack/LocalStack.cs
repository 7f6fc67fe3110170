using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Host;
using RerankFunctions.Host.Events;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Local.Stack;

/// <summary>The whole product on this machine: the app in its worker process, under the local host, on the services that it needs.</summary>
public sealed class LocalStack : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(100);

    private readonly Dependencies _dependencies;
    private readonly BlobEventGrid _events;

    private LocalStack(Dependencies dependencies, FunctionsHost functions, BlobEventGrid events)
        => (_dependencies, Functions, _events) = (dependencies, functions, events);

    public FunctionsHost Functions { get; }

    /// <summary>Of the functions, with a slash at the end: <c>api/search</c> is relative to it.</summary>
    public Uri BaseAddress => Functions.BaseAddress;

    /// <inheritdoc cref="Dependencies.All"/>
    public IReadOnlyList<Dependency> Dependencies => _dependencies.All;

    /// <inheritdoc cref="Dependencies.Documents"/>
    public BlobContainerClient Documents => _dependencies.Documents;

    /// <exception cref="InvalidOperationException">The settings name another Cohere.</exception>
    public CohereEmulator Cohere
        => _dependencies.Cohere ?? throw new InvalidOperationException("This stack has no Cohere emulator.");

    /// <exception cref="InvalidOperationException">The stack works on another Qdrant.</exception>
    public QdrantEmulator Qdrant
        => _dependencies.Qdrant ?? throw new InvalidOperationException("This stack has no Qdrant emulator.");

    /// <exception cref="StartupException">Something keeps it from starting; the message says what to do.</exception>
    public static async Task<LocalStack> StartAsync(StackOptions options, CancellationToken cancellationToken)
    {
        var dependencies = await Stack.Dependencies.StartAsync(options, cancellationToken);
        try
        {
            options.Report?.Invoke("Starting the functions");
            var hostOptions = options.Host(HostOptions(options, dependencies));
            var functions = await FunctionsHost.StartAsync(hostOptions, cancellationToken);
            var events = BlobEventGrid.Start(
                dependencies.Settings[StackSettings.HostStorage]!, DocumentStore.ContainerName,
                [.. Subscriptions(dependencies.Settings[DocumentStore.ConnectionName]!, functions, hostOptions.Key)],
                LookInterval);
            return new LocalStack(dependencies, functions, events);
        }
        catch (FunctionsHostException taken) when (taken.InnerException is IOException)
        {
            await dependencies.DisposeAsync();
            throw new StartupException(
                $"Port {options.Ports.Functions} is taken by another program: stop it, or choose another with --port.", taken);
        }
        catch (FunctionsHostException reason)
        {
            await dependencies.DisposeAsync();
            throw new StartupException(reason.Message, reason);
        }
        catch
        {
            await dependencies.DisposeAsync();
            throw;
        }
    }

    /// <summary>Blobs, messages and runs that are not done with.</summary>
    public Task<int> PendingAsync(CancellationToken cancellationToken) => Functions.PendingAsync(cancellationToken);

    /// <summary>Tells the app's subscriptions of what the container holds now, rather than at the next look.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => _events.LookAsync(cancellationToken);

    /// <summary>Returns when all that is in the container now has been worked on, to success or to the poison queue.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        using var timer = new PeriodicTimer(IdlePoll);
        while (await PendingAsync(cancellationToken) > 0)
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        await Functions.DisposeAsync();
        await _dependencies.DisposeAsync();
    }

    /// <summary>As infra subscribes in Azure. What a Debug build polls for, no event tells of.</summary>
    private static IEnumerable<BlobEventSubscription> Subscriptions(string storage, FunctionsHost functions, string? key)
        => functions.EventTriggeredByBlobs is [_, ..] triggers
            ? [
                BlobEventSubscription.AllToQueue(storage, DocumentStore.ChangesQueueName),
                .. triggers.Select(function => BlobEventSubscription.CreatedToWebHook(function, key, functions.BaseAddress)),
            ]
            : [BlobEventSubscription.DeletedToQueue(storage, DocumentStore.ChangesQueueName)];

    private static FunctionsHostOptions HostOptions(StackOptions options, Dependencies dependencies) => new()
    {
        AppFolder = options.App ?? AppFolder(options.Release),
        Settings = Completed(dependencies, options.Release || options.App is not null),
        HostSettings = ConsoleLevels,
        Port = options.Ports.Functions,
        Logging = logging => logging.AddSimpleConsole(console => console.SingleLine = true).Services
            .Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace),
    };

    /// <summary>
    /// The timer must have its hour, or no function starts. The emulator has no limit that ingestion should leave a share of. And with events
    /// every upload comes twice, where somebody waits until all is done.
    /// </summary>
    private static Dictionary<string, string?> Completed(Dependencies dependencies, bool withEvents)
    {
        var all = dependencies.Settings.ToDictionary(StringComparer.OrdinalIgnoreCase);
        all.TryAdd(IReconciliation.ScheduleSetting, "0 0 3 * * *");
        if (dependencies.Cohere is not null)
            all.TryAdd(Stack.Dependencies.EmulatedMinute.Key, Stack.Dependencies.EmulatedMinute.Value);
        if (withEvents)
            all.TryAdd("Ingestion:RetrySeconds", "1");
        return all;
    }

    /// <summary>
    /// A failed run is one line, which the runner prints: what the SDK says of it besides is left out. Of the app's own lines there are those
    /// that somebody should act on.
    /// </summary>
    private static Dictionary<string, string?> ConsoleLevels => new()
    {
        ["logging:logLevel:default"] = nameof(LogLevel.Warning),
        ["logging:logLevel:Host.Results"] = nameof(LogLevel.None),
        ["logging:logLevel:Function"] = nameof(LogLevel.None),
        ["logging:logLevel:Function.*.User"] = nameof(LogLevel.Warning),
        ["logging:logLevel:Microsoft"] = nameof(LogLevel.Critical),
        ["logging:logLevel:Azure.Core"] = nameof(LogLevel.Critical),
    };

    /// <summary>The app as it was built beside this program, or its Release build.</summary>
    private static string AppFolder(bool release)
    {
        const string Debug = nameof(Debug), Release = nameof(Release);
#if DEBUG
        var configuration = release ? Release : Debug;
#else
        var configuration = Release;
#endif
        var folder = Repository.Path("src", "RerankFunctions", "bin", configuration, "net10.0");
        return Directory.Exists(folder)
            ? folder
            : throw new StartupException($"Build the app first: dotnet build -c {configuration} src/RerankFunctions");
    }
}
