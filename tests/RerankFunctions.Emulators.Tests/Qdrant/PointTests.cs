using Grpc.Core;
using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class PointTests
{
    [Fact]
    public async Task A_point_comes_back_as_it_was_stored()
    {
        await using var session = await StartWithCollectionAsync();
        var id = Guid.NewGuid();
        var point = new PointStruct
        {
            Id = id,
            Vectors = new Dictionary<string, Vector> { ["dense"] = new[] { 0.25f, -3f }, ["bm25"] = (new[] { 2f, 1f }, new[] { 9u, 4u }) },
            Payload =
            {
                ["text"] = "ä\n\"𝄞\"",
                ["count"] = long.MaxValue,
                ["share"] = 1.0,
                ["yes"] = true,
                ["list"] = new Value[] { "a", 1L, new() { NullValue = NullValue.NullValue } },
                ["map"] = new Dictionary<string, Value> { ["inner"] = new[] { "x" } },
            },
        };
        await session.UpsertAsync(point);

        var stored = Assert.Single(await session.Client.RetrieveAsync(Collection, [id], true, true, cancellationToken: Cancelled));

        Assert.Equal(id.ToString(), stored.Id.Uuid);
        Assert.Equal(point.Payload, stored.Payload);
        Assert.Equal([0.25f, -3f], stored.Vectors.Vectors.Vectors["dense"].GetDenseVector()!.Data);
        var sparse = stored.Vectors.Vectors.Vectors["bm25"].GetSparseVector()!;
        Assert.Equal([4u, 9u], sparse.Indices);
        Assert.Equal([1f, 2f], sparse.Values);
    }

    [Fact]
    public async Task Upsert_replaces_the_whole_point()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, ("old", true)), Point(2));
        await session.UpsertAsync(Point(1, 0, 5, ("new", true)));

        var hit = (await session.NearestAsync(0, 1))[0];

        Assert.Equal((1ul, 5f), (hit.Id.Num, hit.Score));
        Assert.Equal(["new"], hit.Payload.Keys);
        Assert.Equal(2ul, await session.Client.CountAsync(Collection, cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Operations_are_numbered_upwards_and_points_know_the_last_that_touched_them()
    {
        await using var session = await StartWithCollectionAsync();

        var first = await session.UpsertAsync(Point(1));
        var second = await session.Client.UpsertAsync(Collection, [Point(2)], wait: false, cancellationToken: Cancelled);

        Assert.Equal((UpdateStatus.Completed, UpdateStatus.Acknowledged), (first.Status, second.Status));
        Assert.True(second.OperationId > first.OperationId);
        Assert.Equal([first.OperationId, second.OperationId], (await session.NearestAsync(1, 0)).Select(point => point.Version));
    }

    [Fact]
    public async Task An_update_filter_keeps_points_that_do_not_match_and_still_inserts()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, ("revision", 1L)), Point(2, ("revision", 9L)));
        PointStruct[] points = [Point(1, ("revision", 5L)), Point(2, ("revision", 5L)), Point(3, ("revision", 5L))];

        await session.Client.UpsertAsync(
            Collection, points, Conditions.Range("revision", new() { Lt = 5 }), cancellationToken: Cancelled);

        var stored = await session.Client.ScrollAsync(Collection, cancellationToken: Cancelled);
        Assert.Equal([5L, 9L, 5L], stored.Result.Select(point => point.Payload["revision"].IntegerValue));
    }

    [Theory]
    [InlineData(UpdateMode.InsertOnly, 1, 5)]
    [InlineData(UpdateMode.UpdateOnly, 5, null)]
    public async Task An_upsert_can_be_kept_to_inserts_or_to_updates(UpdateMode mode, long first, int? second)
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, ("revision", 1L)));

        await session.Client.UpsertAsync(
            new UpsertPoints
            {
                CollectionName = Collection,
                Points = { Point(1, ("revision", 5L)), Point(2, ("revision", 5L)) },
                UpdateMode = mode,
            },
            Cancelled);

        var stored = await session.Client.ScrollAsync(Collection, cancellationToken: Cancelled);
        long[] expected = second is { } added ? [first, added] : [first];
        Assert.Equal(expected, stored.Result.Select(point => point.Payload["revision"].IntegerValue));
    }

    [Fact]
    public async Task Scrolling_goes_by_id_numbers_before_uuids_page_after_page()
    {
        await using var session = await StartWithCollectionAsync();
        Guid[] uuids = [Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("ffffffff-0000-0000-0000-000000000000")];
        var points = uuids.Reverse().Select(id => (PointId)id).Concat(new[] { 300ul, 20ul, 1ul }.Select(id => (PointId)id));
        await session.UpsertAsync([.. points.Select(id => new PointStruct { Id = id, Vectors = new Dictionary<string, float[]>() })]);

        var seen = new List<PointId>();
        PointId? offset = null;
        do
        {
            var page = await session.Client.ScrollAsync(Collection, limit: 2, offset: offset, cancellationToken: Cancelled);
            seen.AddRange(page.Result.Select(point => point.Id));
            offset = page.NextPageOffset;
        }
        while (offset is not null);

        PointId[] expected = [1ul, 20ul, 300ul, uuids[0], uuids[1]];
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Payload_is_set_field_by_field_on_the_points_that_match()
    {
        await using var session = await StartWithCollectionAsync();
        await session.IndexAsync("document");
        await session.UpsertAsync(Point(1, ("document", "a"), ("text", "kept"), ("gone", 1L)), Point(2, ("document", "b")));

        await session.Client.SetPayloadAsync(
            Collection,
            new Dictionary<string, Value> { ["chunks"] = 2L, ["gone"] = new() { NullValue = NullValue.NullValue } },
            MatchKeyword("document", "a"), cancellationToken: Cancelled);
        await session.Client.SetPayloadAsync(
            Collection, new Dictionary<string, Value> { ["lang"] = "en" }, MatchKeyword("document", "a"), key: "metadata",
            cancellationToken: Cancelled);

        var stored = (await session.Client.ScrollAsync(Collection, cancellationToken: Cancelled)).Result;
        Assert.Equal(["chunks", "document", "metadata", "text"], stored[0].Payload.Keys.Order());
        Assert.Equal("en", stored[0].Payload["metadata"].StructValue.Fields["lang"].StringValue);
        Assert.Equal(["document"], stored[1].Payload.Keys);
    }

    [Fact]
    public async Task Points_are_deleted_by_id_and_by_filter()
    {
        await using var session = await StartWithCollectionAsync();
        await session.IndexAsync("document");
        var id = Guid.NewGuid();
        var named = Point(4, ("document", "a"));
        named.Id = id;
        await session.UpsertAsync(Point(1, ("document", "a")), Point(2, ("document", "b")), Point(3), named);

        await session.Client.DeleteAsync(Collection, [id, Guid.NewGuid()], cancellationToken: Cancelled);
        Assert.Equal([1ul, 2ul, 3ul], await session.ScrollAsync());

        await session.Client.DeleteAsync(Collection, MatchKeyword("document", "a"), cancellationToken: Cancelled);
        Assert.Equal([2ul, 3ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task Payload_is_given_in_the_parts_asked_for()
    {
        await using var session = await StartWithCollectionAsync();
        var map = new Dictionary<string, Value> { ["lang"] = "en", ["author"] = "me" };
        await session.UpsertAsync(Point(1, ("text", "t"), ("metadata", map)));

        async Task<RetrievedPoint> WithAsync(WithPayloadSelector payload) => Assert.Single(
            await session.Client.RetrieveAsync(Collection, [1ul], payload, false, cancellationToken: Cancelled));

        var included = await WithAsync(new[] { "metadata.lang" });
        Assert.Equal(["metadata"], included.Payload.Keys);
        Assert.Equal(["lang"], included.Payload["metadata"].StructValue.Fields.Keys);
        var excluded = await WithAsync(
            new WithPayloadSelector { Exclude = new PayloadExcludeSelector { Fields = { "text", "metadata.lang" } } });
        Assert.Equal(["author"], excluded.Payload["metadata"].StructValue.Fields.Keys);
        Assert.Equal(["metadata"], excluded.Payload.Keys);
        Assert.Empty((await WithAsync(false)).Payload);
    }

    [Fact]
    public async Task Vectors_that_do_not_fit_the_collection_are_refused_and_nothing_is_stored()
    {
        await using var session = await StartWithCollectionAsync();

        Task UpsertAsync(Vectors? vectors) => session.UpsertAsync(Point(1), new PointStruct { Id = 2ul, Vectors = vectors });

        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Vector dimension error: expected dim: 2, got 3 for vector 'dense'",
            () => UpsertAsync(new Dictionary<string, float[]> { ["dense"] = [1, 2, 3] }));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Not existing vector name error: other",
            () => UpsertAsync(new Dictionary<string, float[]> { ["other"] = [1, 2] }));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Conversion between sparse and regular vectors failed",
            () => UpsertAsync(new Dictionary<string, Vector> { ["dense"] = (new[] { 1f }, new[] { 1u }) }));
        await RefusedAsync(StatusCode.InvalidArgument, "Expected some vectors", () => UpsertAsync(null));
        Assert.Empty(await session.ScrollAsync());
    }

    [Fact]
    public async Task Writers_and_readers_at_once_lose_nothing()
    {
        await using var session = await StartWithCollectionAsync();

        var writes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var write = await session.UpsertAsync([.. Enumerable.Range(0, 10).Select(j => Point((ulong)(i * 10 + j)))]);
            Assert.InRange((await session.ScrollAsync()).Count, 10, 640);
            return write.OperationId;
        }));

        Assert.Equal(64, writes.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 640).Select(id => (ulong)id), await session.ScrollAsync());
    }

    [Fact]
    public async Task Ids_that_are_none_are_refused()
    {
        await using var session = await StartWithCollectionAsync();

        await RefusedAsync(
            StatusCode.InvalidArgument, "Unable to parse UUID: 12",
            () => session.Client.RetrieveAsync(Collection, [new PointId { Uuid = "12" }], cancellationToken: Cancelled));
        await RefusedAsync(
            StatusCode.InvalidArgument, "No ID options provided",
            () => session.Client.RetrieveAsync(Collection, [new PointId()], cancellationToken: Cancelled));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Empty ID is not allowed", () => session.UpsertAsync(new PointStruct { Vectors = new float[2] }));
    }
}
