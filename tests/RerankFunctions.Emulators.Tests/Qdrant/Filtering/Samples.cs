using FsCheck;
using FsCheck.Fluent;

namespace RerankFunctions.Emulators.Tests.Qdrant.Filtering;

/// <summary>Random points, and filters that some of them pass.</summary>
internal static class Samples
{
    private static readonly string[] Fields = ["tags", "size", "at", "note"];
    private static readonly string[] Words = ["a", "ab", "b", "c"];
    private static readonly DateTime Epoch = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyList<SamplePoint> Points(int count)
        => [.. Point().Sample(count, new Rnd(7, 11), 10).Select((point, id) => point with { Id = (ulong)id })];

    public static IEnumerable<Rule> Rules(int count, int points) => Rule(3, points).Sample(count, new Rnd(3, 5), 10);

    private static Gen<SamplePoint> Point()
    {
        var value = Gen.OneOf(
            Gen.Elements(Words).Select(word => (object?)word),
            Gen.Choose(0, 3).Select(number => (object?)(long)number),
            Gen.Choose(0, 6).Select(halves => (object?)(halves / 2.0)),
            Gen.Choose(0, 9).Select(days => (object?)Epoch.AddDays(days)),
            Gen.Elements(true, false).Select(truth => (object?)truth),
            Gen.Constant((object?)null));
        var field = Gen.OneOf(
            value, Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(value, count)).Select(values => (object?)values.ToList()));
        var fields = Gen.SubListOf(Fields).SelectMany(names => Gen.ArrayOf(field, names.Count).Select(
            values => (IReadOnlyDictionary<string, object?>)names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second)));
        var item = from name in Gen.Elements(Words) from number in Gen.Choose(0, 3) select (name, (long)number);
        var items = Gen.Choose(0, 2).SelectMany(count => Gen.ArrayOf(item, count));
        return from some in fields from list in items select new SamplePoint(0, some, list);
    }

    private static Gen<Rule> Rule(int depth, int points)
    {
        var field = Gen.Elements(Fields);
        var word = Gen.Elements(Words);
        var words = Gen.SubListOf(Words).Select(some => some.ToArray());
        var leaf = Gen.OneOf(
            from name in field from some in words select (Rule)new AnyOf(name, some),
            from name in field from some in words select (Rule)new ExceptAll(name, some),
            from name in field from one in word select (Rule)new IsWord(name, one),
            from name in field from number in Gen.Choose(0, 3) select (Rule)new IsInteger(name, number),
            from name in field from truth in Gen.Elements(true, false) select (Rule)new IsTrue(name, truth),
            from name in field from one in word select (Rule)new BeginsWith(name, one),
            from name in field from low in Gen.Choose(0, 4) from high in Gen.Choose(0, 6) select (Rule)new Between(name, low / 2.0, high / 2.0),
            from name in field from days in Gen.Choose(0, 9) select (Rule)new Since(name, Epoch.AddDays(days)),
            field.Select(name => (Rule)new Without(name)),
            field.Select(name => (Rule)new NullAt(name)),
            from name in field from count in Gen.Choose(0, 3) select (Rule)new AtLeastValues(name, (ulong)count),
            Gen.SubListOf(Enumerable.Range(0, points)).Select(ids => (Rule)new OneOfIds([.. ids.Select(id => (ulong)id)])),
            from name in word from number in Gen.Choose(0, 3) select (Rule)new ItemWith(name, number),
            from name in word from number in Gen.Choose(0, 3) select (Rule)new ItemsWith(name, number));
        if (depth == 0)
            return leaf;
        var inner = Rule(depth - 1, points);
        return Gen.OneOf(
            leaf,
            inner.Select(rule => (Rule)new Not(rule)),
            Gen.ArrayOf(inner, 2).Select(rules => (Rule)new Both(rules)),
            Gen.ArrayOf(inner, 2).Select(rules => (Rule)new Either(rules)),
            from count in Gen.Choose(1, 3) from rules in Gen.ArrayOf(inner, 3) select (Rule)new AtLeast(count, rules));
    }
}
