using Grpc.Core;
using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class QueryTests
{
    [Theory]
    [InlineData(Distance.Dot, new ulong[] { 3, 1, 2 }, new[] { 20f, 4f, 1f })]
    [InlineData(Distance.Cosine, new ulong[] { 1, 3, 2 }, new[] { 1f, 0.9805807f, 0.4472136f })]
    [InlineData(Distance.Euclid, new ulong[] { 1, 2, 3 }, new[] { 0f, 1.802776f, 8.246211f })]
    [InlineData(Distance.Manhattan, new ulong[] { 1, 2, 3 }, new[] { 0f, 2.5f, 10f })]
    public async Task Each_distance_ranks_its_own_way(Distance distance, ulong[] ranking, float[] scores)
    {
        await using var session = await StartWithCollectionAsync(distance: distance);
        await session.UpsertAsync(Point(1, 2, 0), Point(2, 0.5f, 1), Point(3, 10, 2));

        var hits = await session.NearestAsync(2, 0);

        Assert.Equal(ranking, hits.Select(hit => hit.Id.Num));
        Assert.All(hits.Zip(scores), pair => Assert.Equal(pair.Second, pair.First.Score, 1e-5f), throwIfEmpty: true);
    }

    [Fact]
    public async Task Cosine_stores_vectors_at_unit_length()
    {
        await using var session = await StartWithCollectionAsync(distance: Distance.Cosine);
        await session.UpsertAsync(Point(1, 3, 4));

        var stored = Assert.Single(await session.Client.RetrieveAsync(Collection, [1ul], false, true, cancellationToken: Cancelled));

        Assert.Equal([0.6f, 0.8f], stored.Vectors.Vectors.Vectors["dense"].GetDenseVector()!.Data);
    }

    [Fact]
    public async Task Equal_scores_are_ordered_by_id_and_paged_by_offset()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync([.. Enumerable.Range(1, 9).Reverse().Select(id => Point((ulong)id))]);

        var page = await session.Client.QueryAsync(
            Collection, new[] { 1f, 0f }, usingVector: "dense", limit: 3, offset: 4, cancellationToken: Cancelled);

        Assert.Equal([5ul, 6ul, 7ul], page.Select(hit => hit.Id.Num));
    }

    [Theory]
    [InlineData(Distance.Dot, 2f, new ulong[] { 3 })]
    [InlineData(Distance.Euclid, 1f, new ulong[] { 1 })]
    public async Task A_score_threshold_keeps_what_is_better(Distance distance, float threshold, ulong[] expected)
    {
        await using var session = await StartWithCollectionAsync(distance: distance);
        await session.UpsertAsync(Point(1, 1, 0), Point(2, 2, 0), Point(3, 3, 0));

        var hits = await session.Client.QueryAsync(
            Collection, new[] { 1f, 0f }, usingVector: "dense", scoreThreshold: threshold, cancellationToken: Cancelled);

        Assert.Equal(expected, hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task A_query_by_id_finds_the_neighbours_of_that_point_without_itself()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, 1, 0), Point(2, 1, 1), Point(3, 0, 1));

        var hits = await session.Client.QueryAsync(Collection, (PointId)1ul, usingVector: "dense", cancellationToken: Cancelled);

        Assert.Equal([2ul, 3ul], hits.Select(hit => hit.Id.Num));
        await RefusedAsync(
            StatusCode.NotFound, "Not found: No point with id 9 found",
            () => session.Client.QueryAsync(Collection, (PointId)9ul, usingVector: "dense", cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Without_a_query_points_come_by_id()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(2), Point(1));

        var hits = await session.Client.QueryAsync(Collection, cancellationToken: Cancelled);

        Assert.Equal([1ul, 2ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task Prefetches_are_fused_by_reciprocal_rank_with_k_2_unless_told_otherwise()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, 3, 0), Point(2, 2, 2), Point(3, 0, 3), Point(4, 1, 1));
        PrefetchQuery[] prefetch =
        [
            new() { Query = new[] { 1f, 0f }, Using = "dense", Limit = 2 },
            new() { Query = new[] { 0f, 1f }, Using = "dense", Limit = 2 },
        ];

        var fused = await session.Client.QueryAsync(Collection, Fusion.Rrf, prefetch, cancellationToken: Cancelled);
        // 1 and 3 lead one list each, 2 is second in both.
        Assert.Equal([2ul, 1ul, 3ul], fused.Select(hit => hit.Id.Num));
        Assert.Equal([2f / 3, 1f / 2, 1f / 2], fused.Select(hit => hit.Score));

        var weighted = await session.Client.QueryAsync(
            Collection, new Rrf { K = 60, Weights = { 1, 3 } }, prefetch, cancellationToken: Cancelled);
        var second = 1f / (2 / 1f + 60 - 1) + 1f / (2 / 3f + 60 - 1);
        Assert.Equal(second, Assert.Single(weighted, hit => hit.Id.Num == 2).Score, 1e-6f);
        Assert.Equal(1f / (1 / 3f + 60 - 1), Assert.Single(weighted, hit => hit.Id.Num == 3).Score, 1e-6f);
    }

    [Fact]
    public async Task The_roots_filter_holds_in_every_prefetch()
    {
        await using var session = await StartWithCollectionAsync();
        await session.IndexAsync("document");
        await session.UpsertAsync(Point(1, 9, 0, ("document", "b")), Point(2, 1, 0, ("document", "a")));

        // Filtered only afterwards, the one candidate of the prefetch would be gone.
        var hits = await session.Client.QueryAsync(
            Collection, Fusion.Rrf, [new PrefetchQuery { Query = new[] { 1f, 0f }, Using = "dense", Limit = 1 }],
            filter: MatchKeyword("document", "a"), cancellationToken: Cancelled);

        Assert.Equal([2ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task A_dense_query_rescores_what_was_prefetched()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, 3, 0), Point(2, 2, 9), Point(3, 0, 99));

        var hits = await session.Client.QueryAsync(
            Collection, new[] { 0f, 1f }, [new PrefetchQuery { Query = new[] { 1f, 0f }, Using = "dense", Limit = 2 }], "dense",
            cancellationToken: Cancelled);

        Assert.Equal([2ul, 1ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task Queries_that_make_no_sense_are_refused()
    {
        await using var session = await StartWithCollectionAsync();
        var prefetch = new PrefetchQuery { Query = new[] { 1f, 0f }, Using = "dense" };

        Task QueryAsync(Query? query, PrefetchQuery[]? prefetches = null, string name = "dense", ulong limit = 1) =>
            session.Client.QueryAsync(Collection, query, prefetches, name, limit: limit, cancellationToken: Cancelled);

        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Vector dimension error: expected dim: 2, got 1", () => QueryAsync(new[] { 1f }));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Not existing vector name error: other",
            () => QueryAsync(new[] { 1f, 0f }, name: "other"));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Validation error in body: [limit: value 0 invalid, must be 1 or larger]",
            () => QueryAsync(new[] { 1f, 0f }, limit: 0));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Validation error in body: [prefetch[0].limit: value 0 invalid, must be 1 or larger]",
            () => QueryAsync(Fusion.Rrf, [new PrefetchQuery { Limit = 0 }]));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Validation error in body: [query.variant.k: value 0 invalid, must be 1 or larger]",
            () => QueryAsync(new Rrf { K = 0 }, [prefetch]));
        await RefusedAsync(
            StatusCode.InvalidArgument,
            "Bad request: A query is needed to merge the prefetches. Can't have prefetches without defining a query.",
            () => QueryAsync(null, [prefetch]));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Validation failed: cannot apply Fusion without prefetches",
            () => QueryAsync(Fusion.Rrf));
    }

    [Fact]
    public async Task Calls_that_the_emulator_does_not_know_are_refused_not_ignored()
    {
        await using var session = await StartWithCollectionAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => session.Client.QueryAsync(Collection, Sample.Random, cancellationToken: Cancelled));

        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
    }
}
