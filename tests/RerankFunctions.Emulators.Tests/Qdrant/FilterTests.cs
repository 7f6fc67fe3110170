using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class FilterTests
{
    private static readonly Value Null = new() { NullValue = NullValue.NullValue };

    public static TheoryData<string, Filter, ulong[]> Examples => new()
    {
        { "a string equals", MatchKeyword("tags", "a"), [1, 2] },
        { "in an array one element does", MatchKeyword("tags", "b"), [2] },
        { "types do not convert", Match("tags", 3), [3] },
        { "nor do integers and doubles", Match("size", 2), [1] },
        { "any of", Match("tags", ["b", "z"]), [2] },
        { "any of none", Match("tags", Array.Empty<string>()), [] },
        // A missing or null field is not another value.
        { "something else than", MatchExcept("tags", ["a"]), [2, 3] },
        { "a range takes both kinds of numbers", Conditions.Range("size", new() { Gt = 1, Lte = 2 }), [1, 2] },
        { "a boolean", Match("done", true), [1] },
        { "dates", DatetimeRange("at", gte: Utc(2026, 1, 1), lt: Utc(2026, 1, 2)), [1, 2] },
        { "an absent, null or empty field is empty", IsEmpty("tags"), [4, 5, 6] },
        { "only null is null", IsNull("tags"), [5] },
        { "a path", MatchKeyword("map.inner", "x"), [1] },
        { "a path through an array", MatchKeyword("items[].name", "n1"), [3] },
        { "separately in an array of objects", new Filter { Must = { MatchKeyword("items[].name", "n1"), Match("items[].n", 2) } }, [3] },
        {
            "or in one of the objects",
            new Filter { Must = { Nested("items", new Filter { Must = { MatchKeyword("name", "n1"), Match("n", 2) } }) } }, []
        },
        { "not", new Filter { MustNot = { MatchKeyword("tags", "a") } }, [3, 4, 5, 6] },
        { "or", new Filter { Should = { MatchKeyword("tags", "b"), Match("tags", 3) } }, [2, 3] },
        { "and an inner or", new Filter { Must = { Match("done", true), Filter(new Filter { Should = { HasId([1ul]), HasId([2ul]) } }) } }, [1] },
        { "ids", HasId([2ul, 99ul]), [2] },
        {
            "at least two of", new Filter
            {
                MinShould = new MinShould { MinCount = 2, Conditions = { MatchKeyword("tags", "a"), MatchKeyword("tags", "b"), Match("done", true) } },
            }, [1, 2]
        },
        { "everything", new Filter(), [1, 2, 3, 4, 5, 6] },
        { "a prefix", Words("tags", new Match { Prefix = "a" }), [1, 2] },
        { "without an index, a part of a text", Words("at", new Match { Text = "01T0" }), [1] },
        { "or any of several", Words("at", new Match { TextAny = "date 01T0" }), [1, 5] },
        { "a number of values", new Condition { Field = new FieldCondition { Key = "tags", ValuesCount = new ValuesCount { Lt = 1 } } }, [4, 5, 6] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_filter_finds_the_points_that_it_finds_in_Qdrant(string _, Filter filter, ulong[] expected)
    {
        await using var session = await StartWithCollectionAsync(new QdrantEmulatorOptions { StrictMode = false });
        static Value Map(params (string, Value)[] fields) => fields.ToDictionary(field => field.Item1, field => field.Item2);
        await session.UpsertAsync(
            Point(1, ("tags", "a"), ("size", 2L), ("done", true), ("at", "2026-01-01T00:00:00Z"), ("map", Map(("inner", "x")))),
            Point(2, ("tags", new[] { "a", "b" }), ("size", 1.5), ("at", "2026-01-01T23:30:00-00:15"), ("done", "true")),
            Point(3, ("tags", 3L), ("at", "2026-01-02"), ("items", new[] { Map(("name", "n1"), ("n", 1L)), Map(("name", "n2"), ("n", 2L)) })),
            Point(4),
            Point(5, ("tags", Null), ("at", "no date")),
            Point(6, ("tags", Array.Empty<string>())));

        Assert.Equal(expected, await session.ScrollAsync(filter));
        Assert.Equal((ulong)expected.Length, await session.Client.CountAsync(Collection, filter, cancellationToken: Cancelled));
    }

    [Theory]
    [InlineData("2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01T12:00:00+02:00")]
    [InlineData("2026-05-01t10:00:00.000000000z")]
    [InlineData("2026-05-01T10:00:00")]
    [InlineData("2026-05-01 10:00")]
    public async Task Times_are_read_in_the_spellings_that_Qdrant_reads(string text)
    {
        await using var session = await StartWithCollectionAsync(new QdrantEmulatorOptions { StrictMode = false });
        await session.UpsertAsync(Point(1, ("at", text)));
        var time = Utc(2026, 5, 1).AddHours(10);

        Assert.Equal([1ul], await session.ScrollAsync(DatetimeRange("at", gte: time, lte: time)));
        Assert.Empty(await session.ScrollAsync(DatetimeRange("at", gt: time)));
    }

    [Fact]
    public async Task Filters_that_cannot_be_read_are_refused()
    {
        await using var session = await StartWithCollectionAsync();

        await RefusedAsync(StatusCode.InvalidArgument, "Invalid json path: 'a..b'", () => session.ScrollAsync(IsNull("a..b")));
        await RefusedAsync(StatusCode.InvalidArgument, "Malformed Condition type", () => session.ScrollAsync(new Condition()));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Malformed Match condition",
            () => session.ScrollAsync(new Condition { Field = new FieldCondition { Key = "a", Match = new Match() } }));
    }

    [Theory]
    [InlineData("SCALED columns", new ulong[] { 1, 3 })]
    [InlineData("scale", new ulong[] { })]
    [InlineData("walrus scaled", new ulong[] { })]
    [InlineData("?!", new ulong[] { })]
    public async Task With_a_text_index_all_words_are_looked_for_in_a_fields_whole_text(string text, ulong[] expected)
    {
        await using var session = await StartWithWordsAsync(new PayloadIndexParams { TextIndexParams = new TextIndexParams() });

        Assert.Equal(expected, await session.ScrollAsync(Words("body", new Match { Text = text })));
    }

    [Fact]
    public async Task Any_word_or_a_phrase_is_looked_for_by_words_too()
    {
        var parameters = new TextIndexParams { PhraseMatching = true, Lowercase = false, MinTokenLen = 3 };
        await using var session = await StartWithWordsAsync(new PayloadIndexParams { TextIndexParams = parameters });

        Assert.Equal([1ul, 2ul], await session.ScrollAsync(Words("body", new Match { TextAny = "walrus columns" })));
        Assert.Equal([1ul], await session.ScrollAsync(Words("body", new Match { Phrase = "scaled, columns" })));
        // Words too short to be in the index are not looked for.
        Assert.Equal([2ul], await session.ScrollAsync(Words("body", new Match { Text = "walrus of" })));
        Assert.Empty(await session.ScrollAsync(Words("body", new Match { Text = "Walrus" })));
    }

    [Fact]
    public async Task A_prefix_needs_a_keyword_index_that_answers_prefixes()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, ("document", "ml/scaling.md")), Point(2, ("document", "music.md")));
        Filter prefix = Words("document", new Match { Prefix = "ml/" });
        await session.IndexAsync("document");
        await Assert.ThrowsAsync<RpcException>(() => session.ScrollAsync(prefix));

        await session.Client.CreatePayloadIndexAsync(
            Collection, "document", PayloadSchemaType.Keyword,
            new PayloadIndexParams { KeywordIndexParams = new KeywordIndexParams { Prefix = new KeywordPrefixParams() } }, cancellationToken: Cancelled);

        Assert.Equal([1ul], await session.ScrollAsync(prefix));
    }

    private static async Task<QdrantSession> StartWithWordsAsync(PayloadIndexParams parameters)
    {
        var session = await StartWithCollectionAsync();
        await session.Client.CreatePayloadIndexAsync(Collection, "body", PayloadSchemaType.Text, parameters, cancellationToken: Cancelled);
        await session.UpsertAsync(
            Point(1, ("body", "scaled columns of a table")), Point(2, ("body", "a walrus, unscaled")), Point(3, ("body", new[] { "scaled", "Columns" })));
        return session;
    }

    private static Condition Words(string field, Match match) => new() { Field = new FieldCondition { Key = field, Match = match } };

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
