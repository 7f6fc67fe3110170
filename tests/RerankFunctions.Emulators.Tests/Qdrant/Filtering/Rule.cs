using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using Range = Qdrant.Client.Grpc.Range;

namespace RerankFunctions.Emulators.Tests.Qdrant.Filtering;

/// <summary>A filter together with a plain reading of it, which knows nothing of the emulator.</summary>
internal abstract record Rule
{
    public abstract bool Holds(SamplePoint point);

    public abstract Condition ToCondition();

    public Filter ToFilter() => new() { Must = { ToCondition() } };
}

internal sealed record AnyOf(string Field, string[] Words) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).OfType<string>().Intersect(Words).Any();

    public override Condition ToCondition() => Match(Field, Words);
}

/// <summary>Something else than these is there: null is nothing.</summary>
internal sealed record ExceptAll(string Field, string[] Words) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).Any(value => value is not null && !Words.Contains(value));

    public override Condition ToCondition() => MatchExcept(Field, Words);
}

internal sealed record IsWord(string Field, string Word) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).Contains(Word);

    public override Condition ToCondition() => MatchKeyword(Field, Word);
}

internal sealed record IsInteger(string Field, long Number) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).Contains(Number);

    public override Condition ToCondition() => Match(Field, Number);
}

internal sealed record IsTrue(string Field, bool Value) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).Contains(Value);

    public override Condition ToCondition() => Match(Field, Value);
}

internal sealed record BeginsWith(string Field, string Prefix) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).OfType<string>().Any(text => text.StartsWith(Prefix, StringComparison.Ordinal));

    public override Condition ToCondition() => new() { Field = new FieldCondition { Key = Field, Match = new Match { Prefix = Prefix } } };
}

/// <summary>Numbers of either kind above one, and up to another.</summary>
internal sealed record Between(string Field, double Above, double UpTo) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field)
        .Select(value => value is long whole ? whole : value as double?).Any(number => number > Above && number <= UpTo);

    public override Condition ToCondition() => Conditions.Range(Field, new Range { Gt = Above, Lte = UpTo });
}

internal sealed record Since(string Field, DateTime Time) : Rule
{
    public override bool Holds(SamplePoint point) => point.Values(Field).OfType<DateTime>().Any(time => time >= Time);

    public override Condition ToCondition() => DatetimeRange(Field, gte: Time);
}

/// <summary>There is no such field, or nothing in it.</summary>
internal sealed record Without(string Field) : Rule
{
    public override bool Holds(SamplePoint point) => point[Field] is null or List<object?> { Count: 0 };

    public override Condition ToCondition() => IsEmpty(Field);
}

internal sealed record NullAt(string Field) : Rule
{
    public override bool Holds(SamplePoint point) => point.Has(Field) && point[Field] is null;

    public override Condition ToCondition() => IsNull(Field);
}

internal sealed record AtLeastValues(string Field, ulong Count) : Rule
{
    public override bool Holds(SamplePoint point) => (ulong)(point[Field] switch
    {
        null => 0,
        List<object?> list => list.Count,
        _ => 1,
    }) >= Count;

    public override Condition ToCondition() => new() { Field = new FieldCondition { Key = Field, ValuesCount = new ValuesCount { Gte = Count } } };
}

internal sealed record OneOfIds(ulong[] Ids) : Rule
{
    public override bool Holds(SamplePoint point) => Ids.Contains(point.Id);

    public override Condition ToCondition() => HasId(Ids);
}

/// <summary>One and the same item has that name and a number above that.</summary>
internal sealed record ItemWith(string Name, long Above) : Rule
{
    public override bool Holds(SamplePoint point) => point.Items.Any(item => item.Name == Name && item.Number > Above);

    public override Condition ToCondition() => Nested(
        SamplePoint.ItemsField,
        new Filter { Must = { MatchKeyword("name", Name), Conditions.Range("number", new Range { Gt = Above }) } });
}

/// <summary>Some items have that name, and some, perhaps others, a number above that.</summary>
internal sealed record ItemsWith(string Name, long Above) : Rule
{
    public override bool Holds(SamplePoint point) => point.Items.Any(item => item.Name == Name) && point.Items.Any(item => item.Number > Above);

    public override Condition ToCondition() => Filter(new Filter
    {
        Must = { MatchKeyword("items[].name", Name), Conditions.Range("items[].number", new Range { Gt = Above }) },
    });
}

internal sealed record Not(Rule Inner) : Rule
{
    public override bool Holds(SamplePoint point) => !Inner.Holds(point);

    public override Condition ToCondition() => Filter(new Filter { MustNot = { Inner.ToCondition() } });
}

internal sealed record Both(Rule[] Inner) : Rule
{
    public override bool Holds(SamplePoint point) => Inner.All(rule => rule.Holds(point));

    public override Condition ToCondition() => Filter(new Filter { Must = { Inner.Select(rule => rule.ToCondition()) } });
}

internal sealed record Either(Rule[] Inner) : Rule
{
    public override bool Holds(SamplePoint point) => Inner.Any(rule => rule.Holds(point));

    public override Condition ToCondition() => Filter(new Filter { Should = { Inner.Select(rule => rule.ToCondition()) } });
}

internal sealed record AtLeast(int Count, Rule[] Inner) : Rule
{
    public override bool Holds(SamplePoint point) => Inner.Count(rule => rule.Holds(point)) >= Count;

    public override Condition ToCondition() => Filter(new Filter
    {
        MinShould = new MinShould { MinCount = (ulong)Count, Conditions = { Inner.Select(rule => rule.ToCondition()) } },
    });
}
