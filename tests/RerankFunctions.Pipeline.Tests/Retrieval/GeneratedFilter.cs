using System.Globalization;
using System.Text.Json.Nodes;

namespace RerankFunctions.Pipeline.Tests.Retrieval;

/// <summary>A filter as a request has it, with what it means by a reading of its own: over passages as they were uploaded.</summary>
internal sealed record GeneratedFilter(JsonObject Json, Func<FilteredPassage, bool> Fits)
{
    private static readonly double[] Numbers = [1999, 2024, 2024.5, -3, 0];
    private static readonly string[] Times = ["2026-01-01", "2026-01-01T12:00:00Z", "2026-01-31T08:00:00Z", "2026-02-01T00:00:00.5Z"];

    public static GeneratedFilter Any(Random random, int depth) => random.Next(depth > 0 ? 4 : 1) switch
    {
        1 => Both(random, depth, "and", (one, other) => one && other),
        2 => Both(random, depth, "or", (one, other) => one || other),
        3 => Any(random, depth - 1) is var inner ? new(new JsonObject { ["not"] = inner.Json }, passage => !inner.Fits(passage)) : null!,
        _ => OfField(random),
    };

    private static GeneratedFilter Both(Random random, int depth, string word, Func<bool, bool, bool> together)
    {
        var (one, other) = (Any(random, depth - 1), Any(random, depth - 1));
        return new(
            new JsonObject { [word] = new JsonArray(one.Json, other.Json) }, passage => together(one.Fits(passage), other.Fits(passage)));
    }

    private static GeneratedFilter OfField(Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                return Texts(random, "document", FilteredPassage.Names, passage => passage.Document, hasBeginnings: true, FitsDocument, "ml/*", "more/ml/*");
            case 1:
                return Texts(random, "title", FilteredPassage.Titles, passage => passage.Title, hasBeginnings: true);
            case 2:
                return Texts(random, "contentType", FilteredPassage.ContentTypes, passage => passage.ContentType, hasBeginnings: false);
            case 3:
                return Texts(random, "metadata.lang", FilteredPassage.Langs, passage => passage.Of("lang"), hasBeginnings: true);
            case 4:
                return Ordered(random, "metadata.year", Numbers, value => JsonValue.Create(value), passage => NumberOf(passage.Of("year")));
            case 5:
                return Ordered(random, "page", [1.0, 2, 3], value => JsonValue.Create(value), passage => passage.Page);
            default:
                var field = random.Next(2) == 0 ? "modified" : "metadata.at";
                return Ordered(
                    random, field, Times.Select(time => TimeOf(time)!.Value).ToArray(), value => JsonValue.Create(value.ToString("O")),
                    passage => field == "modified" ? passage.Modified : TimeOf(passage.Of("at")),
                    // What is there need not be a time.
                    passage => field == "modified" || passage.Of("at") is not null);
        }
    }

    private static bool FitsDocument(string pattern, string document) => pattern.EndsWith("/*", StringComparison.Ordinal)
        ? document.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : document == pattern;

    private static GeneratedFilter Texts(
        Random random, string field, string[] values, Func<FilteredPassage, string?> of, bool hasBeginnings,
        Func<string, string, bool>? fits = null, params string[] patterns)
    {
        string[] all = [.. values, .. patterns];
        string Pick() => all[random.Next(all.Length)];
        bool Is(string value, FilteredPassage passage) => of(passage) is { } there && (fits?.Invoke(value, there) ?? value == there);
        var (one, other) = (Pick(), Pick());
        switch (random.Next(hasBeginnings ? 5 : 4))
        {
            case 0:
                return On(field, one, passage => Is(one, passage));
            case 1:
                return On(field, new JsonArray(one, other), passage => Is(one, passage) || Is(other, passage));
            case 2:
                return On(field, new JsonObject { ["not"] = new JsonArray(one, other) }, passage => !Is(one, passage) && !Is(other, passage));
            case 3:
                var exists = random.Next(2) == 0;
                return On(field, new JsonObject { ["exists"] = exists }, passage => of(passage) is not null == exists);
            default:
                var beginning = values[random.Next(values.Length)][..1];
                return On(
                    field, new JsonObject { ["prefix"] = beginning },
                    passage => of(passage)?.StartsWith(beginning, StringComparison.Ordinal) is true);
        }
    }

    private static GeneratedFilter Ordered<T>(
        Random random, string field, T[] values, Func<T, JsonNode> json, Func<FilteredPassage, T?> of,
        Func<FilteredPassage, bool>? exists = null)
        where T : struct, IComparable<T>
    {
        var (one, other) = (values[random.Next(values.Length)], values[random.Next(values.Length)]);
        int? Compare(FilteredPassage passage, T with) => of(passage)?.CompareTo(with);
        switch (random.Next(5))
        {
            case 0:
                return On(field, json(one), passage => Compare(passage, one) == 0);
            case 1:
                return On(field, new JsonArray(json(one), json(other)), passage => Compare(passage, one) == 0 || Compare(passage, other) == 0);
            case 2:
                return On(
                    field, new JsonObject { ["gte"] = json(one), ["lt"] = json(other) },
                    passage => Compare(passage, one) >= 0 && Compare(passage, other) < 0);
            case 3:
                return On(
                    field, new JsonObject { ["not"] = new JsonObject { ["gt"] = json(one), ["lte"] = json(other) } },
                    passage => !(Compare(passage, one) > 0 && Compare(passage, other) <= 0));
            default:
                return On(field, new JsonObject { ["exists"] = true }, passage => exists?.Invoke(passage) ?? of(passage) is not null);
        }
    }

    private static GeneratedFilter On(string field, JsonNode given, Func<FilteredPassage, bool> fits)
        => new(new JsonObject { [field] = given }, fits);

    private static double? NumberOf(string? text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? TimeOf(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
