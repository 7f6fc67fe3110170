using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class CollectionTests
{
    [Fact]
    public async Task A_collection_is_described_as_it_was_created()
    {
        await using var session = await StartWithCollectionAsync(distance: Distance.Cosine);
        await session.IndexAsync("modified", PayloadSchemaType.Datetime);
        await session.UpsertAsync(Point(1, ("modified", "2026-01-01T00:00:00Z")), Point(2, ("modified", "yesterday")));

        var info = await session.Client.GetCollectionInfoAsync(Collection, Cancelled);

        Assert.Equal(CollectionStatus.Green, info.Status);
        Assert.Equal(2ul, info.PointsCount);
        Assert.Equal(
            new VectorParams { Size = 2, Distance = Distance.Cosine }, info.Config.Params.VectorsConfig.ParamsMap.Map["dense"]);
        Assert.Equal(Modifier.Idf, info.Config.Params.SparseVectorsConfig.Map["bm25"].Modifier);
        Assert.Equal("a model", info.Config.Metadata["embed_model"].StringValue);
        Assert.Equal(PayloadSchemaType.Datetime, info.PayloadSchema["modified"].DataType);
        // Only one of the two strings is a time.
        Assert.Equal(1ul, info.PayloadSchema["modified"].Points);
    }

    [Fact]
    public async Task Collections_are_listed_deleted_and_created_again_empty()
    {
        await using var session = await StartWithCollectionAsync();
        await session.CreateAsync("another");
        await session.UpsertAsync(Point(1));

        Assert.Equal(["another", Collection], await session.Client.ListCollectionsAsync(Cancelled));
        await session.Client.DeleteCollectionAsync(Collection, cancellationToken: Cancelled);
        Assert.False(await session.Client.CollectionExistsAsync(Collection, Cancelled));
        await Assert.ThrowsAsync<QdrantException>(() => session.Client.DeleteCollectionAsync(Collection, cancellationToken: Cancelled));

        await session.CreateAsync(Collection);
        Assert.Equal(0ul, await session.Client.CountAsync(Collection, cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Two_collections_of_one_name_cannot_be()
    {
        await using var session = await StartWithCollectionAsync();

        await RefusedAsync(
            StatusCode.AlreadyExists, "Wrong input: Collection `passages` already exists!", () => session.CreateAsync(Collection));
    }

    [Theory]
    [InlineData("", "value \"\" invalid, must be from 1 to 255 characters")]
    [InlineData("a/b", "collection name cannot contain \"/\" char")]
    public async Task A_name_that_is_no_file_name_is_refused(string name, string problem)
    {
        await using var session = await StartAsync();

        await RefusedAsync(
            StatusCode.InvalidArgument, $"Validation error in body: [collection_name: {problem}]", () => session.CreateAsync(name));
    }

    [Fact]
    public async Task Whatever_is_asked_of_a_collection_that_is_not_there_is_not_found()
    {
        await using var session = await StartAsync();
        var client = session.Client;
        Func<Task>[] calls =
        [
            () => client.GetCollectionInfoAsync(Collection, Cancelled),
            () => session.UpsertAsync(Point(1)),
            () => session.NearestAsync(1, 0),
            () => session.ScrollAsync(),
            () => session.IndexAsync("field"),
            () => client.CountAsync(Collection, cancellationToken: Cancelled),
            () => client.DeleteAsync(Collection, new Filter(), cancellationToken: Cancelled),
            () => client.RetrieveAsync(Collection, [1ul], cancellationToken: Cancelled),
            () => client.SetPayloadAsync(Collection, new Dictionary<string, Value>(), new Filter(), cancellationToken: Cancelled),
        ];

        foreach (var call in calls)
            await RefusedAsync(StatusCode.NotFound, "Not found: Collection `passages` doesn't exist!", call);
    }

    [Fact]
    public async Task The_health_check_says_that_it_is_an_emulator_and_of_what()
    {
        await using var session = await StartAsync(new QdrantEmulatorOptions { ApiKey = "secret" });

        var health = await session.Client.HealthAsync(Cancelled);

        Assert.Equal((QdrantEmulator.Title, QdrantEmulator.QdrantVersion), (health.Title, health.Version));
    }

    [Fact]
    public async Task Calls_need_the_key_that_the_emulator_was_given()
    {
        await using var session = await StartAsync(new QdrantEmulatorOptions { ApiKey = "secret" });
        using var known = new QdrantClient(session.Emulator.Endpoint, "secret");
        using var stranger = new QdrantClient(session.Emulator.Endpoint, "guess");

        Assert.Empty(await known.ListCollectionsAsync(Cancelled));
        await RefusedAsync(StatusCode.Unauthenticated, "Invalid API key or JWT", () => stranger.ListCollectionsAsync(Cancelled));
        await RefusedAsync(
            StatusCode.Unauthenticated, "Must provide an API key or an Authorization bearer token",
            () => session.Client.ListCollectionsAsync(Cancelled));
    }
}
