using Grpc.Core;
using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>The values of a field with their counts, and hits in groups by them.</summary>
public sealed class FacetTests
{
    [Fact]
    public async Task Values_are_counted_once_a_point_the_most_frequent_first()
    {
        await using var session = await StartAsync();

        var hits = await ValuesAsync(session, "lang");
        Assert.Equal([("en", 3ul), ("de", 2ul), ("fr", 1ul)], hits.Select(hit => (hit.Value.StringValue, hit.Count)));

        var some = await ValuesAsync(session, "lang", MatchKeyword("lang", "de"), limit: 1);
        Assert.Equal([("de", 2ul)], some.Select(hit => (hit.Value.StringValue, hit.Count)));

        Assert.Empty(await ValuesAsync(session, "lang", limit: 0));

        var years = await ValuesAsync(session, "year");
        Assert.Equal([(2025L, 2ul), (2026L, 2ul)], years.Select(hit => (hit.Value.IntegerValue, hit.Count)));
    }

    [Fact]
    public async Task A_field_without_an_index_that_tells_values_apart_has_none()
    {
        await using var session = await StartWithCollectionAsync();
        // An empty server does not look.
        Assert.Empty(await ValuesAsync(session, "at"));
        await session.UpsertAsync(Point(1, ("at", "2026-01-01T00:00:00Z")));
        await session.IndexAsync("at", PayloadSchemaType.Datetime);

        await RefusedAsync(
            StatusCode.InvalidArgument,
            "Wrong input: No appropriate index for faceting: `at`. Please create one to facet on this field. Check "
            + "https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Match conditions",
            () => ValuesAsync(session, "at"));
    }

    [Fact]
    public async Task Hits_are_grouped_by_a_value_the_group_with_the_best_hit_first()
    {
        await using var session = await StartAsync();

        var groups = await session.Client.QueryGroupsAsync(
            Collection, "lang", new[] { 1f, 0f }, usingVector: "dense", limit: 2, groupSize: 2, cancellationToken: Cancelled);

        Assert.Equal(["en", "de"], groups.Select(group => group.Id.StringValue));
        Assert.Equal([[5ul, 4ul], [4ul, 2ul]], groups.Select(group => group.Hits.Select(hit => hit.Id.Num)));
        await RefusedAsync(
            StatusCode.InvalidArgument,
            "Bad request: Index required but not found for \"other\". Help: Create an index supporting `match` for this key.",
            () => session.Client.QueryGroupsAsync(Collection, "other", new[] { 1f, 0f }, usingVector: "dense", cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Points_are_ordered_by_a_value_that_has_an_index_for_ranges()
    {
        await using var session = await StartAsync();

        async Task<IEnumerable<(ulong, long)>> OrderedAsync(OrderBy order)
            => (await session.Client.QueryAsync(Collection, new Query { OrderBy = order }, cancellationToken: Cancelled))
                .Select(hit => (hit.Id.Num, hit.OrderValue.Int));

        Assert.Equal([(1ul, 2025L), (2ul, 2025L), (3ul, 2026L), (4ul, 2026L)], await OrderedAsync(new OrderBy { Key = "year" }));
        Assert.Equal(
            [(2ul, 2025L), (1ul, 2025L)],
            await OrderedAsync(new OrderBy { Key = "year", Direction = Direction.Desc, StartFrom = new StartFrom { Integer = 2025 } }));
    }

    [Fact]
    public async Task So_are_those_that_are_scrolled_which_then_have_no_offset()
    {
        await using var session = await StartAsync();
        var latest = new OrderBy { Key = "year", Direction = Direction.Desc };

        var page = await session.Client.ScrollAsync(Collection, limit: 3, orderBy: latest, cancellationToken: Cancelled);

        Assert.Equal([(4ul, 2026L), (3ul, 2026L), (2ul, 2025L)], page.Result.Select(point => (point.Id.Num, point.OrderValue.Int)));
        Assert.Null(page.NextPageOffset);
        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => session.Client.ScrollAsync(Collection, offset: 1ul, orderBy: latest, cancellationToken: Cancelled));
        Assert.StartsWith("Wrong input: Cannot use an `offset` when using `order_by`.", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_queries_are_answered_in_one_call()
    {
        await using var session = await StartAsync();
        QueryPoints[] queries = [new() { Query = new[] { 1f, 0f }, Using = "dense", Limit = 1 }, new() { Query = new[] { -1f, 0f }, Using = "dense", Limit = 1 }];

        var answers = await session.Client.QueryBatchAsync(Collection, queries, cancellationToken: Cancelled);

        Assert.Equal([5ul, 1ul], answers.Select(answer => Assert.Single(answer.Result).Id.Num));
    }

    private static async Task<IReadOnlyList<FacetHit>> ValuesAsync(QdrantSession session, string field, Filter? filter = null, ulong limit = 10)
        => (await session.Client.FacetAsync(Collection, field, filter, limit, cancellationToken: Cancelled)).Hits;

    /// <summary>Five points, the nearer to (1, 0) the greater their id.</summary>
    private static async Task<QdrantSession> StartAsync()
    {
        var session = await StartWithCollectionAsync();
        await session.IndexAsync("lang");
        await session.IndexAsync("year", PayloadSchemaType.Integer);
        await session.UpsertAsync(
            Point(1, 1, 0, ("lang", "fr"), ("year", 2025L)),
            Point(2, 2, 0, ("lang", "de"), ("year", 2025L)),
            Point(3, 3, 0, ("lang", "en"), ("year", 2026L)),
            Point(4, 4, 0, ("lang", new[] { "en", "de", "en" }), ("year", 2026L)),
            Point(5, 5, 0, ("lang", "en"), ("year", "none")));
        return session;
    }
}
