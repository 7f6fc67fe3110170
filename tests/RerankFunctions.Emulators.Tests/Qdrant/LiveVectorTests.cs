using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>Vectors that a collection gets while it is in use.</summary>
public sealed class LiveVectorTests : IDisposable
{
    private const string Late = "late";

    private static readonly DenseVectorCreationConfig Config = new() { Size = 3, Distance = Distance.Dot };

    private readonly string _folder = Directory.CreateTempSubdirectory("qdrant-emulator-").FullName;

    [Fact]
    public async Task A_vector_is_added_and_filled_and_points_without_it_are_absent_from_its_list()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, 2, 0, ("kept", true)), Point(2));

        await AddAsync(session, Config);
        await AddAsync(session, Config);
        Assert.Empty(await NearestAsync(session));
        await FillAsync(session, 1);

        Assert.Equal([1ul], await NearestAsync(session));
        var point = (await session.NearestAsync(1, 0))[0];
        Assert.Equal((1ul, 2f, true), (point.Id.Num, point.Score, point.Payload["kept"].BoolValue));
        var lacking = new Filter { MustNot = { new Condition { HasVector = new HasVectorCondition { HasVector = Late } } } };
        Assert.Equal(1ul, await session.Client.CountAsync(Collection, lacking, cancellationToken: Cancelled));
        var info = await session.Client.GetCollectionInfoAsync(Collection, Cancelled);
        Assert.Equal(3ul, info.Config.Params.VectorsConfig.ParamsMap.Map[Late].Size);
    }

    [Fact]
    public async Task A_sparse_vector_is_added_with_its_modifier()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1), Point(2));

        await CreateAsync(session, new CreateVectorNameRequest { SparseConfig = new SparseVectorCreationConfig { Modifier = Modifier.Idf } });
        await UpdateAsync(session, 1, new Vector { Document = Bm25("rare words") });

        var hits = await session.Client.QueryAsync(Collection, Bm25("rare"), usingVector: Late, cancellationToken: Cancelled);
        Assert.Equal([1ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task A_name_that_is_taken_by_another_vector_is_refused()
    {
        await using var session = await StartWithCollectionAsync();
        await AddAsync(session, Config);

        async Task RefusedAsAsync(string message, CreateVectorNameRequest request)
            => await RefusedAsync(StatusCode.InvalidArgument, message, () => CreateAsync(session, request));

        await RefusedAsAsync(
            "Wrong input: Vector `late` already exists with a different configuration",
            new CreateVectorNameRequest { DenseConfig = new DenseVectorCreationConfig { Size = 4, Distance = Distance.Dot } });
        await RefusedAsAsync(
            "Wrong input: Vector `late` already exists as a dense vector", new CreateVectorNameRequest { SparseConfig = new SparseVectorCreationConfig() });
        await RefusedAsAsync(
            "Wrong input: Vector `bm25` already exists as a sparse vector", new CreateVectorNameRequest { VectorName = "bm25", DenseConfig = Config });
        await RefusedAsAsync("vector_config is required (dense_config or sparse_config)", new CreateVectorNameRequest());
    }

    [Fact]
    public async Task Filling_a_point_that_is_not_there_is_refused_and_the_others_are_filled()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1));
        await AddAsync(session, Config);

        await RefusedAsync(StatusCode.NotFound, "Not found: No point with id 9 found", () => FillAsync(session, 1, 9));

        Assert.Equal([1ul], await NearestAsync(session));
    }

    [Fact]
    public async Task A_vector_is_taken_from_points_or_from_the_collection()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1), Point(2));
        await AddAsync(session, Config);
        await FillAsync(session, 1, 2);

        await session.Client.DeleteVectorsAsync(Collection, [Late], [1ul], cancellationToken: Cancelled);
        Assert.Equal([2ul], await NearestAsync(session));

        await session.Client.DeleteVectorNameAsync(
            new DeleteVectorNameRequest { CollectionName = Collection, VectorName = Late, Wait = true }, Cancelled);
        await RefusedAsync(StatusCode.InvalidArgument, "Wrong input: Not existing vector name error: late", () => NearestAsync(session));
        Assert.Equal([1ul, 2ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task It_is_there_after_a_restart()
    {
        var options = new QdrantEmulatorOptions { DataFolder = _folder };
        await using (var session = await StartWithCollectionAsync(options))
        {
            await session.UpsertAsync(Point(1), Text(2, "words"));
            await AddAsync(session, Config);
            await FillAsync(session, 1);
        }

        await using var again = await StartAsync(options);

        Assert.Equal([1ul], await NearestAsync(again));
        var words = await again.Client.QueryAsync(Collection, Bm25("words"), usingVector: "bm25", cancellationToken: Cancelled);
        Assert.Equal([2ul], words.Select(hit => hit.Id.Num));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task AddAsync(QdrantSession session, DenseVectorCreationConfig config)
        => CreateAsync(session, new CreateVectorNameRequest { DenseConfig = config });

    private static async Task CreateAsync(QdrantSession session, CreateVectorNameRequest request)
    {
        request.CollectionName = Collection;
        request.Wait = true;
        if (request.VectorName.Length == 0)
            request.VectorName = Late;
        await session.Client.CreateVectorNameAsync(request, Cancelled);
    }

    private static Task<UpdateResult> FillAsync(QdrantSession session, params ulong[] ids)
        => session.Client.UpdateVectorsAsync(
            Collection, [.. ids.Select(id => new PointVectors { Id = id, Vectors = Named(new[] { 0f, 0f, 1f }) })], cancellationToken: Cancelled);

    private static Task<UpdateResult> UpdateAsync(QdrantSession session, ulong id, Vector vector)
        => session.Client.UpdateVectorsAsync(Collection, [new PointVectors { Id = id, Vectors = Named(vector) }], cancellationToken: Cancelled);

    private static Vectors Named(Vector vector) => new() { Vectors_ = new NamedVectors { Vectors = { [Late] = vector } } };

    private static async Task<IReadOnlyList<ulong>> NearestAsync(QdrantSession session)
    {
        var hits = await session.Client.QueryAsync(Collection, new[] { 0f, 0f, 1f }, usingVector: Late, cancellationToken: Cancelled);
        return [.. hits.Select(hit => hit.Id.Num)];
    }
}
