using FsCheck;
using FsCheck.Fluent;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>Random filters over random payloads find what a plain reading of them finds.</summary>
public sealed class FilterPropertyTests
{
    private const int Filters = 300;
    private static readonly string[] Fields = ["tags", "size"];
    private static readonly string[] Words = ["a", "b", "c"];

    [Fact]
    public async Task Scroll_count_and_delete_agree_with_a_plain_reading_of_the_filter()
    {
        await using var session = await StartWithCollectionAsync(new QdrantEmulatorOptions { StrictMode = false });
        var documents = Documents().Sample(40, new Rnd(7, 11), 40).ToList();
        PointStruct[] points = [.. documents.Select((document, i) => ToPoint((ulong)i, document))];
        await session.UpsertAsync(points);

        foreach (var rule in Rules(3).Sample(10, new Rnd(3, 5), Filters))
        {
            ulong[] expected = [.. documents.Index().Where(document => rule.Holds(document.Item)).Select(document => (ulong)document.Index)];
            Filter filter = rule.ToCondition();

            Assert.Equal(expected, await session.ScrollAsync(filter));
            Assert.Equal((ulong)expected.Length, await session.Client.CountAsync(Collection, filter, cancellationToken: Cancelled));
            await session.Client.DeleteAsync(Collection, filter, cancellationToken: Cancelled);
            Assert.Equal(points.Length - expected.Length, (await session.ScrollAsync()).Count);
            await session.UpsertAsync(points);
        }
    }

    private static Gen<Dictionary<string, object[]>> Documents()
    {
        var value = Gen.OneOf(Gen.Elements(Words).Select(word => (object)word), Gen.Choose(0, 3).Select(number => (object)(long)number));
        var values = Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(value, count));
        return from tags in values from size in values select new Dictionary<string, object[]> { ["tags"] = tags, ["size"] = size };
    }

    private static Gen<Rule> Rules(int depth)
    {
        var field = Gen.Elements(Fields);
        var leaf = Gen.OneOf(
            from name in field from words in Gen.SubListOf(Words) select (Rule)new AnyOf(name, [.. words]),
            from name in field from words in Gen.SubListOf(Words) select (Rule)new ExceptAll(name, [.. words]),
            from name in field from number in Gen.Choose(0, 3) select (Rule)new Above(name, number));
        if (depth == 0)
            return leaf;
        var inner = Rules(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(rule => (Rule)new Not(rule)),
            Gen.ArrayOf(inner, 2).Select(rules => (Rule)new Both(rules)),
            Gen.ArrayOf(inner, 2).Select(rules => (Rule)new Either(rules)));
    }

    private static PointStruct ToPoint(ulong id, Dictionary<string, object[]> document) => Point(id, [.. document.Select(field =>
    {
        Value[] values = [.. field.Value.Select(value => value is string word ? (Value)word : (Value)(long)value)];
        // A lone value is as often stored without its array.
        return (field.Key, values is [var only] && id % 2 == 0 ? only : (Value)values);
    })]);

    private abstract record Rule
    {
        public abstract bool Holds(Dictionary<string, object[]> document);

        public abstract Condition ToCondition();
    }

    private sealed record AnyOf(string Field, string[] Words) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => document[Field].OfType<string>().Intersect(Words).Any();

        public override Condition ToCondition() => Match(Field, Words);
    }

    private sealed record ExceptAll(string Field, string[] Words) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => document[Field].Except(Words).Any();

        public override Condition ToCondition() => MatchExcept(Field, Words);
    }

    private sealed record Above(string Field, long Number) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => document[Field].OfType<long>().Any(value => value > Number);

        public override Condition ToCondition() => Conditions.Range(Field, new() { Gt = Number });
    }

    private sealed record Not(Rule Inner) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => !Inner.Holds(document);

        public override Condition ToCondition() => Filter(new Filter { MustNot = { Inner.ToCondition() } });
    }

    private sealed record Both(Rule[] Inner) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => Inner.All(rule => rule.Holds(document));

        public override Condition ToCondition() => Filter(new Filter { Must = { Inner.Select(rule => rule.ToCondition()) } });
    }

    private sealed record Either(Rule[] Inner) : Rule
    {
        public override bool Holds(Dictionary<string, object[]> document) => Inner.Any(rule => rule.Holds(document));

        public override Condition ToCondition() => Filter(new Filter { Should = { Inner.Select(rule => rule.ToCondition()) } });
    }
}
