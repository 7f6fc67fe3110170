using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class StrictModeTests
{
    public static TheoryData<string, Condition, string> Unindexed => new()
    {
        { "keyword", MatchKeyword("field", "x"), "keyword" },
        { "uuid-like keyword", MatchKeyword("field", Guid.Empty.ToString()), "keyword, uuid" },
        { "keywords", Match("field", ["x", "y"]), "keyword" },
        { "integer", Match("field", 1), "integer" },
        { "boolean", Match("field", true), "bool" },
        { "range", Conditions.Range("field", new() { Gt = 1 }), "float, integer" },
        { "dates", DatetimeRange("field", gt: DateTime.UnixEpoch), "datetime" },
        { "empty", IsEmpty("field"), "bool, datetime, float, geo, integer, keyword, keyword (with prefix: true), text, text (with phrase_matching: true), uuid" },
        { "words", new Condition { Field = new FieldCondition { Key = "field", Match = new Match { Text = "x" } } }, "text" },
        { "prefix", new Condition { Field = new FieldCondition { Key = "field", Match = new Match { Prefix = "x" } } }, "keyword (with prefix: true)" },
    };

    [Theory]
    [MemberData(nameof(Unindexed))]
    public async Task A_filter_on_a_field_without_a_fitting_index_is_refused_and_says_which_would_fit(
        string _, Condition condition, string types)
    {
        await using var session = await StartWithCollectionAsync();
        var message = $"Bad request: Index required but not found for \"field\" of one of the following types: [{types}]. "
            + "Help: Create an index for this key or use a different filter.";
        Filter filter = condition;
        Func<Task>[] calls =
        [
            () => session.ScrollAsync(filter),
            () => session.Client.CountAsync(Collection, filter, cancellationToken: Cancelled),
            () => session.Client.QueryAsync(Collection, filter: filter, cancellationToken: Cancelled),
            () => session.Client.QueryAsync(
                Collection, Fusion.Rrf, [new PrefetchQuery { Query = new[] { 1f, 0f }, Using = "dense", Filter = filter }],
                cancellationToken: Cancelled),
            () => session.Client.DeleteAsync(Collection, filter, cancellationToken: Cancelled),
            () => session.Client.SetPayloadAsync(Collection, new Dictionary<string, Value>(), filter, cancellationToken: Cancelled),
        ];

        foreach (var call in calls)
            await RefusedAsync(StatusCode.InvalidArgument, message, call);
    }

    [Fact]
    public async Task An_index_of_the_wrong_type_does_not_help_and_one_of_the_right_type_does()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, ("year", 2026L)));
        var filter = Conditions.Range("year", new() { Gte = 2026 });

        await session.IndexAsync("year", PayloadSchemaType.Keyword);
        await Assert.ThrowsAsync<RpcException>(() => session.ScrollAsync(filter));
        await session.IndexAsync("year", PayloadSchemaType.Integer);

        Assert.Equal([1ul], await session.ScrollAsync(filter));
    }

    [Fact]
    public async Task Inner_filters_are_looked_into_and_ids_need_no_index()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1));

        Assert.Equal([1ul], await session.ScrollAsync(HasId([1ul])));
        var inner = new Filter { Should = { HasId([1ul]), Filter(MatchKeyword("field", "x")) } };
        await Assert.ThrowsAsync<RpcException>(() => session.ScrollAsync(inner));
        await session.IndexAsync("list[].name");
        Assert.Empty(await session.ScrollAsync(Nested("list", MatchKeyword("name", "x"))));
    }

    [Fact]
    public async Task Where_it_is_off_any_filter_goes()
    {
        await using var session = await StartWithCollectionAsync(new QdrantEmulatorOptions { StrictMode = false });
        await session.UpsertAsync(Point(1, ("field", "x")), Point(2));

        Assert.Equal([1ul], await session.ScrollAsync(MatchKeyword("field", "x")));
        await session.Client.DeleteAsync(Collection, MatchKeyword("field", "x"), cancellationToken: Cancelled);
        Assert.Equal([2ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task A_collections_own_settings_go_before_the_servers()
    {
        var reads = new StrictModeConfig { UnindexedFilteringRetrieve = true };
        await using var session = await StartWithCollectionAsync(strictMode: reads);

        Assert.Empty(await session.ScrollAsync(MatchKeyword("field", "x")));
        await Assert.ThrowsAsync<RpcException>(
            () => session.Client.DeleteAsync(Collection, MatchKeyword("field", "x"), cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Limits_hold_for_queries_scrolls_batches_filters_and_time_outs()
    {
        await using var session = await StartWithCollectionAsync(strictMode: new StrictModeConfig
        {
            MaxQueryLimit = 5,
            UpsertMaxBatchsize = 2,
            FilterMaxConditions = 1,
            ConditionMaxSize = 2,
            MaxTimeout = 3,
        });
        await session.IndexAsync("field");

        Task Refused(string error, string help, Func<Task> call) =>
            RefusedAsync(StatusCode.InvalidArgument, $"Bad request: {error}. Help: {help}", call);

        const string HelpWithLimit = "Reduce the \"limit\" parameter to or below 5.";
        await Refused("Limit exceeded 6 > 5 for \"limit\"", HelpWithLimit, () => session.NearestAsync(1, 0, limit: 6));
        await Refused("Limit exceeded 1000 > 5 for \"limit\"", HelpWithLimit, () => session.ScrollAsync());
        await Refused(
            "Limit exceeded 3 > 2 for \"upsert limit\"", "Reduce the \"upsert limit\" parameter to or below 2.",
            () => session.UpsertAsync(Point(1), Point(2), Point(3)));
        await Refused(
            "Filter condition limit reached (2 > 1)", "Reduce the amount of conditions of your filter.",
            () => session.Client.CountAsync(
                Collection, new Filter { Must = { HasId([1ul]), HasId([2ul]) } }, cancellationToken: Cancelled));
        await Refused(
            "Condition size limit reached (3 > 2)", "Reduce the size of your condition.",
            () => session.Client.CountAsync(Collection, Match("field", ["a", "b", "c"]), cancellationToken: Cancelled));
        await Refused(
            "Limit exceeded 4 > 3 for \"timeout\"", "Reduce the \"timeout\" parameter to or below 3.",
            () => session.Client.QueryAsync(Collection, timeout: TimeSpan.FromSeconds(4), cancellationToken: Cancelled));
    }
}
