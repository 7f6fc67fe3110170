using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Hosting;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Testing;

/// <summary>
/// The product over real wire protocols: Azurite, both emulators, and the functions of an app (or none) in the local host. Containers are
/// looked at when a test asks; retries do not wait.
/// </summary>
public sealed class EmulatedApp : IAsyncDisposable
{
    private const string Collection = "documents";

    private readonly string _storage;
    private readonly QdrantClient _qdrant;

    private EmulatedApp(
        string storage, CohereEmulator cohere, QdrantEmulator qdrant, FunctionHost host, IReadOnlyCollection<FunctionRun> runs)
    {
        (_storage, Cohere, Qdrant, Host, Runs) = (storage, cohere, qdrant, host, runs);
        _qdrant = new QdrantClient(qdrant.Endpoint);
        Http = new HttpClient { BaseAddress = new Uri(host.BaseAddress, "api/") };
        Documents = new BlobContainerClient(storage, DocumentStore.ContainerName);
    }

    public CohereEmulator Cohere { get; }

    public QdrantEmulator Qdrant { get; }

    public FunctionHost Host { get; }

    /// <summary>The runs of functions that have ended, in no strict order.</summary>
    public IReadOnlyCollection<FunctionRun> Runs { get; }

    /// <summary>Relative addresses are below /api/.</summary>
    public HttpClient Http { get; }

    public BlobContainerClient Documents { get; }

    public IDocumentSynchronizer Synchronizer => Host.Services.GetRequiredService<IDocumentSynchronizer>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="storage">The connection string of an empty account.</param>
    /// <param name="functions">The types whose functions run, such as those of the app's assembly.</param>
    /// <param name="settings">Over the usual ones.</param>
    /// <param name="dimensions">Of the Cohere emulator's own embed model.</param>
    public static async Task<EmulatedApp> StartAsync(
        string storage, IReadOnlyCollection<Type> functions, IReadOnlyDictionary<string, string?>? settings = null,
        int dimensions = 1024)
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
            ["Qdrant__Collection"] = Collection,
            ["Search__RerankTimeoutSeconds"] = "1",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            all[name] = value;

        var runs = new ConcurrentQueue<FunctionRun>();
        var host = await FunctionHost.StartAsync(
            new FunctionHostOptions
            {
                Types = functions,
                Register = builder => builder.AddRerankFunctions(),
                Settings = all,
                ScanInterval = TimeSpan.FromHours(1),
                RetryDelay = TimeSpan.Zero,
                BlobDeletedSubscriptions =
                    [new BlobDeletedSubscription(DocumentStore.ConnectionName, DocumentStore.ContainerName, DocumentStore.ChangesQueueName)],
                OnRun = runs.Enqueue,
                LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
            },
            Cancellation);
        return new EmulatedApp(storage, cohere, qdrant, host, runs);
    }

    public Task UploadAsync(string name, string content)
        => Documents.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true, Cancellation);

    /// <summary>Uploads, and waits until all deliveries are done with.</summary>
    public async Task IngestAsync(params (string Name, string Content)[] documents)
    {
        foreach (var (name, content) in documents)
            await UploadAsync(name, content);
        await Host.WhenIdleAsync(Cancellation);
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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        _qdrant.Dispose();
        await Qdrant.DisposeAsync();
        await Cohere.DisposeAsync();
    }
}
