using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Host;
using RerankFunctions.Host.Events;
using RerankFunctions.Local;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Testing;

/// <summary>
/// The product over real wire protocols: Azurite, both emulators, and the app as it is deployed, in its worker process under the local host.
/// Events are sent when a test waits.
/// </summary>
public sealed class EmulatedApp : IAsyncDisposable
{
    private readonly string _storage;
    private readonly QdrantClient _qdrant;
    private BlobEventGrid? _events;
    private readonly Lazy<IHost> _composition;
    private FunctionsHost? _host;

    private EmulatedApp(string storage, CohereEmulator cohere, QdrantEmulator qdrant, IReadOnlyDictionary<string, string?> settings)
    {
        (_storage, Cohere, Qdrant, Settings) = (storage, cohere, qdrant, settings);
        _qdrant = new QdrantClient(QdrantEndpoint);
        Documents = new BlobContainerClient(storage, DocumentStore.ContainerName);
        _composition = new(Compose);
    }

    public CohereEmulator Cohere { get; }

    public QdrantEmulator Qdrant { get; }

    /// <summary>Of the app.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The emulator's, unless the settings say another.</summary>
    public Uri QdrantEndpoint => new(Settings["Qdrant__Endpoint"]!);

    public string Collection => Settings["Qdrant__Collection"]!;

    /// <summary>The runs of functions that have ended, in no strict order.</summary>
    public ConcurrentQueue<FunctionRun> Runs { get; } = new();

    /// <summary>What the host logs, and what it ignores of the app's lines, at Trace.</summary>
    public ConcurrentQueue<string> Logs { get; } = new();

    /// <summary>Relative addresses are below /api/.</summary>
    public HttpClient Http { get; } = new();

    public BlobContainerClient Documents { get; }

    /// <summary>The product in this process, composed by the same call as in the app's Program: what is tried on it needs no trigger.</summary>
    public IServiceProvider Services => _composition.Value.Services;

    public IDocumentSynchronizer Synchronizer => Services.GetRequiredService<IDocumentSynchronizer>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="storage">The connection string of an empty account.</param>
    /// <param name="settings">Over the usual ones.</param>
    /// <param name="dimensions">Of the Cohere emulator's own embed model.</param>
    public static async Task<EmulatedApp> StartAsync(
        string storage, IReadOnlyDictionary<string, string?>? settings = null, int dimensions = 1024)
    {
        var app = await PrepareAsync(storage, settings, dimensions);
        try
        {
            app._host = await FunctionsHost.StartAsync(
                new FunctionsHostOptions
                {
                    AppFolder = AppFolder,
                    Settings = app.Settings,
                    HostSettings = new Dictionary<string, string?>(QuickQueues) { ["logging:logLevel:Worker.LanguageWorkerChannel"] = "Trace" },
                    OnRun = app.Runs.Enqueue,
                    Logging = logging => logging.AddProvider(new LogLines(app.Logs)),
                },
                Cancellation);
            app.Http.BaseAddress = new Uri(app._host.BaseAddress, "api/");
            await app.SubscribeAsync(app._host.BaseAddress);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The app's Release build: what is deployed, whose blob trigger takes events, so that a test says when they come.</summary>
    public static string AppFolder => Repository.Path("src", "RerankFunctions", "bin", "Release", "net10.0");

    /// <summary>Failed messages come back soon, and are looked for often.</summary>
    public static IReadOnlyDictionary<string, string?> QuickQueues { get; } = new Dictionary<string, string?>
    {
        ["extensions:queues:visibilityTimeout"] = "00:00:00.1",
        ["extensions:queues:maxPollingInterval"] = "00:00:00.1",
    };

    /// <summary>All but the functions.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<EmulatedApp> PrepareAsync(
        string storage, IReadOnlyDictionary<string, string?>? settings = null, int dimensions = 1024)
    {
        var cohere = await CohereEmulator.StartAsync(new CohereEmulatorOptions { Models = new LexicalModels(), Dimensions = dimensions }, Cancellation);
        var qdrant = await QdrantEmulator.StartAsync(new QdrantEmulatorOptions(), Cancellation);
        await new BlobContainerClient(storage, DocumentStore.ContainerName).CreateIfNotExistsAsync(cancellationToken: Cancellation);
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            [DocumentStore.ConnectionName] = storage,
            ["Cohere__Endpoint"] = cohere.Endpoint.ToString(),
            ["Cohere__ApiKey"] = "any",
            ["Qdrant__Endpoint"] = qdrant.Endpoint.ToString(),
            ["Qdrant__Collection"] = "documents",
            ["Search__RerankTimeoutSeconds"] = "1",
            [IReconciliation.ScheduleSetting] = "0 0 3 * * *",
            // The emulator has no limit that ingestion should leave a share of.
            ["Cohere__EmbedInputsPerMinute"] = "1000000",
            // A minute where people wait.
            ["Ingestion__RetrySeconds"] = "0.2",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            all[name] = value;
        return new EmulatedApp(storage, cohere, qdrant, all);
    }

    /// <summary>From now on, events go to the hosts at these addresses, and to the queue; to the queue alone if there is none.</summary>
    public async Task SubscribeAsync(params IReadOnlyList<Uri> hosts)
    {
        if (_events is not null)
            await _events.DisposeAsync();
        _events = BlobEventGrid.Start(
            _storage, DocumentStore.ContainerName,
            [
                BlobEventSubscription.AllToQueue(_storage, DocumentStore.ChangesQueueName),
                .. hosts.Count == 0 ? [] : new[] { BlobEventSubscription.CreatedToWebHook("IngestDocument", null, hosts) },
            ],
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Returns when all that is in the container now has been worked on, to success or to the poison queue.</summary>
    public async Task WhenIdleAsync()
    {
        await LookAsync();
        await Waiting.UntilAsync(async () => await _host!.PendingAsync(Cancellation) == 0, what: "all is worked on");
    }

    /// <summary>Sends the events of what has changed in the container.</summary>
    public Task LookAsync() => _events!.LookAsync(Cancellation);

    public Task UploadAsync(string name, string content)
        => Documents.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true, Cancellation);

    /// <summary>Uploads, and waits until all deliveries are done with.</summary>
    public async Task IngestAsync(params (string Name, string Content)[] documents)
    {
        foreach (var (name, content) in documents)
            await UploadAsync(name, content);
        await WhenIdleAsync();
    }

    /// <summary>What each point of a document says, by its place in the document.</summary>
    public Task<IReadOnlyList<RetrievedPoint>> PointsAsync(string document)
        => PointsAsync(new Filter { Must = { Conditions.MatchKeyword("document", document) } });

    /// <summary>The points of all documents, by their place in theirs.</summary>
    public Task<IReadOnlyList<RetrievedPoint>> PointsAsync() => PointsAsync(new Filter());

    /// <summary>The texts of a document's points, in the document's order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string document)
        => [.. (await PointsAsync(document)).Select(point => point.Payload["text"].StringValue)];

    /// <summary>The documents of the results, best first.</summary>
    public async Task<IReadOnlyList<string?>> FoundAsync(string query)
    {
        using var answer = await SearchAsync(new { query });
        return [.. answer.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetString())];
    }

    /// <summary>Searches, and expects an answer.</summary>
    public async Task<JsonDocument> SearchAsync(object request)
    {
        using var response = await Http.PostAsJsonAsync("search", request, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body);
    }

    public QueueClient Queue(string name)
        => new(_storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>The names of the account's queues.</summary>
    public IAsyncEnumerable<string> QueuesAsync()
        => new QueueServiceClient(_storage).GetQueuesAsync(cancellationToken: Cancellation).Select(queue => queue.Name);

    private async Task<IReadOnlyList<RetrievedPoint>> PointsAsync(Filter filter)
    {
        var points = new List<RetrievedPoint>();
        PointId? from = null;
        do
        {
            var page = await _qdrant.ScrollAsync(Collection, filter, limit: 1000, offset: from, cancellationToken: Cancellation);
            points.AddRange(page.Result);
            from = page.NextPageOffset;
        }
        while (from is not null);

        return [.. points.OrderBy(point => point.Payload["chunk"].IntegerValue)];
    }

    private IHost Compose()
    {
        var settings = Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}");
        return RerankFunctionsApp.CreateBuilder([.. settings]).Build();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_events is not null)
            await _events.DisposeAsync();
        if (_composition.IsValueCreated)
            _composition.Value.Dispose();
        _qdrant.Dispose();
        await Qdrant.DisposeAsync();
        await Cohere.DisposeAsync();
    }
}
