using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant.Filtering;

/// <summary>Random filters over random payloads: no point that does not match is returned, and none that does is lost.</summary>
public sealed class FilterPropertyTests
{
    private const int Points = 40;

    [Fact]
    public async Task Scroll_count_search_and_delete_agree_with_a_plain_reading_of_the_filter()
    {
        await using var session = await StartWithCollectionAsync(new QdrantEmulatorOptions { StrictMode = false });
        var points = Samples.Points(Points);
        PointStruct[] messages = [.. points.Select(point => point.ToMessage())];
        await session.UpsertAsync(messages);

        var found = 0;
        foreach (var rule in Samples.Rules(300, Points))
        {
            ulong[] expected = [.. points.Where(rule.Holds).Select(point => point.Id)];
            var filter = rule.ToFilter();

            Assert.Equal(expected, await session.ScrollAsync(filter));
            Assert.Equal((ulong)expected.Length, await session.Client.CountAsync(Collection, filter, cancellationToken: Cancelled));
            await SearchesAgreeAsync(session, filter, expected);
            await session.Client.DeleteAsync(Collection, filter, cancellationToken: Cancelled);
            Assert.Equal(points.Count - expected.Length, (await session.ScrollAsync()).Count);
            await session.UpsertAsync(messages);
            found += expected.Length;
        }

        // Otherwise the filters let everything or nothing through.
        Assert.InRange(found, 300 * Points / 5, 300 * Points * 4 / 5);
    }

    /// <summary>Alone, and at the root over two lists that are fused: there too it holds in each, however short the lists are.</summary>
    private static async Task SearchesAgreeAsync(QdrantSession session, Filter filter, ulong[] expected)
    {
        Query dense = new[] { 1f, 0f };
        var alone = await session.Client.QueryAsync(
            Collection, dense, usingVector: "dense", filter: filter, limit: Points, cancellationToken: Cancelled);
        Assert.Equal(expected.Reverse(), alone.Select(hit => hit.Id.Num));

        PrefetchQuery[] lists = [new() { Query = dense, Using = "dense", Limit = 3 }, new() { Query = Bm25("features"), Using = "bm25", Limit = 3 }];
        var fused = await session.Client.QueryAsync(
            Collection, new Rrf { K = 60 }, lists, filter: filter, limit: Points, cancellationToken: Cancelled);
        // The nearest three, whose ids are the greatest, and the first three of those that have the word, which all tie.
        ulong[] hits = [.. expected.Reverse().Take(3).Union(expected.Where(id => id % 2 == 0).Take(3)).Order()];
        Assert.Equal(hits, fused.Select(hit => hit.Id.Num).Order());
    }
}
