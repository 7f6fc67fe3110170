using System.Text.Json;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

/// <summary>
/// Reads a request's filter: an object whose fields must all fit, where <c>and</c> and <c>or</c> hold lists of such objects and <c>not</c> one.
/// </summary>
internal sealed class FilterParser(FilterableFields fields)
{
    /// <summary>What one filter may compare.</summary>
    private const int MaxFields = 100;

    /// <param name="given">By fields' names; null for no filter.</param>
    /// <param name="errors">Gets what is wrong, by where it stands.</param>
    public SearchFilter? Parse(IReadOnlyDictionary<string, JsonElement>? given, IDictionary<string, string> errors)
    {
        if (given is null or { Count: 0 })
            return null;
        var compared = 0;
        var filter = AllOf("filter", given.Select(field => (field.Key, field.Value)));
        if (compared > MaxFields)
            errors["filter"] = $"Compare at most {MaxFields} fields; these are {compared}.";
        return filter;

        SearchFilter AllOf(string path, IEnumerable<(string Name, JsonElement Value)> entries)
            => SearchFilter.AllOf([.. entries.Select(entry => One($"{path}.{entry.Name}", entry.Name, entry.Value)).OfType<SearchFilter>()]);

        SearchFilter? One(string path, string name, JsonElement value)
        {
            switch (name)
            {
                case "and" or "or" when value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0:
                    SearchFilter?[] parts = [.. value.EnumerateArray().Select((part, at) => Nested($"{path}[{at}]", part))];
                    return name == "and"
                        ? SearchFilter.AllOf([.. parts.OfType<SearchFilter>()])
                        : new SearchFilter.Any([.. parts.OfType<SearchFilter>()]);
                case "and" or "or":
                    return Wrong(path, "Give a list of filters, such as [{\"document\": \"ml/*\"}].");
                case "not":
                    return Nested(path, value) is { } filter ? new SearchFilter.Not(filter) : null;
            }

            compared++;
            if (fields.Find(name) is not { } field)
                return Wrong(path, $"{Unknown(name)} Filter by {string.Join(", ", fields.All.Select(usable => usable.Name))}.");
            return field.Parse(value) ?? Wrong(path, field.Expected);
        }

        SearchFilter? Nested(string path, JsonElement value)
            => value.ValueKind is JsonValueKind.Object && value.EnumerateObject().Any()
                ? AllOf(path, value.EnumerateObject().Select(field => (field.Name, field.Value)))
                : Wrong(path, "Give a filter, such as {\"document\": \"ml/*\"}.");

        SearchFilter? Wrong(string path, string error)
        {
            errors[path] = error;
            return null;
        }
    }

    private static string Unknown(string name) => name.StartsWith(FilterableFields.MetadataPrefix, StringComparison.Ordinal)
        ? "This metadata is not indexed (Search__MetadataFields says which is)."
        : "There is no such field.";
}
