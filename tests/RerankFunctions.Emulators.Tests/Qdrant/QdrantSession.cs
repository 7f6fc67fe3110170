using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>An emulator and the product's client to it, over a socket, with one collection of two vectors to work on.</summary>
internal sealed class QdrantSession : IAsyncDisposable
{
    public const string Collection = "passages";

    private QdrantSession(QdrantEmulator emulator, TimeSpan deadline)
    {
        Emulator = emulator;
        Client = new QdrantClient(emulator.Endpoint, grpcTimeout: deadline);
    }

    public QdrantEmulator Emulator { get; }

    public QdrantClient Client { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>With no collection yet, or those of the options' data folder.</summary>
    public static async Task<QdrantSession> StartAsync(QdrantEmulatorOptions? options = null, TimeSpan deadline = default)
        => new(await QdrantEmulator.StartAsync(options ?? new QdrantEmulatorOptions(), Cancelled), deadline);

    public static async Task<QdrantSession> StartWithCollectionAsync(
        QdrantEmulatorOptions? options = null, Distance distance = Distance.Dot, StrictModeConfig? strictMode = null)
    {
        var session = await StartAsync(options);
        await session.CreateAsync(Collection, distance, strictMode);
        return session;
    }

    public Task CreateAsync(string collection, Distance distance = Distance.Dot, StrictModeConfig? strictMode = null)
        => Client.CreateCollectionAsync(
            collection,
            new VectorParamsMap { Map = { ["dense"] = new VectorParams { Size = 2, Distance = distance } } },
            metadata: new Dictionary<string, Value> { ["embed_model"] = "a model" },
            sparseVectorsConfig: new SparseVectorConfig { Map = { ["bm25"] = new SparseVectorParams { Modifier = Modifier.Idf } } },
            strictModeConfig: strictMode,
            cancellationToken: Cancelled);

    public Task<UpdateResult> UpsertAsync(params PointStruct[] points)
        => Client.UpsertAsync(Collection, points, cancellationToken: Cancelled);

    public Task IndexAsync(string field, PayloadSchemaType type = PayloadSchemaType.Keyword)
        => Client.CreatePayloadIndexAsync(Collection, field, type, cancellationToken: Cancelled);

    public Task<IReadOnlyList<ScoredPoint>> NearestAsync(float x, float y, ulong limit = 10)
        => Client.QueryAsync(Collection, new[] { x, y }, usingVector: "dense", limit: limit, cancellationToken: Cancelled);

    /// <summary>The numbers of the points that match, as scrolled.</summary>
    public async Task<IReadOnlyList<ulong>> ScrollAsync(Filter? filter = null)
    {
        var page = await Client.ScrollAsync(Collection, filter, limit: 1000, cancellationToken: Cancelled);
        return [.. page.Result.Select(point => point.Id.Num)];
    }

    public static PointStruct Point(ulong id, params (string Field, Value Value)[] payload) => Point(id, 1, 0, payload);

    public static PointStruct Point(ulong id, float x, float y, params (string Field, Value Value)[] payload)
    {
        var point = new PointStruct { Id = id, Vectors = new Dictionary<string, float[]> { ["dense"] = [x, y] } };
        foreach (var (field, value) in payload)
            point.Payload.Add(field, value);
        return point;
    }

    public static PointStruct Text(ulong id, string text) => new()
    {
        Id = id,
        Vectors = new Dictionary<string, Vector> { ["bm25"] = Bm25(text) },
    };

    public static Document Bm25(string text) => new() { Text = text, Model = "qdrant/bm25" };

    public static async Task RefusedAsync(StatusCode code, string message, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((code, message), (refusal.StatusCode, refusal.Status.Detail));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
