using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RerankFunctions.Local;

namespace RerankFunctions.Tests.Search;

/// <summary>docs/api.md: every option of a search, and every way to filter one, is a row there with an example that is asked as it stands.</summary>
[Trait("runs", "through the worker")]
[Collection(TaggedDocuments.Collection)]
public sealed partial class DocumentedSearchTests(TaggedDocuments documents)
{
    /// <summary>By what it shows, each example in docs/api.md.</summary>
    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(File.ReadAllText(Repository.Path("docs", "api.md"))))
                examples.Add(row.Groups["what"].Value, row.Groups["example"].Value);
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_finds_something(string what, string example)
    {
        using var body = new StringContent(example, Encoding.UTF8, "application/json");
        using var response = await documents.App.Http.PostAsync("search", body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{what}: {text}");
        using var answer = JsonDocument.Parse(text);
        Assert.NotEqual(0, answer.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Every_field_of_a_request_has_a_row_with_an_example() => AllHaveRows(
        typeof(Pipeline.Search.SearchRequest).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)));

    [Fact]
    public async Task Every_field_to_filter_by_has_a_row_with_an_example()
    {
        using var fields = JsonDocument.Parse(await documents.App.Http.GetStringAsync("fields", TestContext.Current.CancellationToken));
        AllHaveRows(fields.RootElement.GetProperty("fields").EnumerateArray()
            .Select(field => field.GetProperty("name").GetString()!)
            .Select(name => name.StartsWith("metadata.", StringComparison.Ordinal) ? "metadata.…" : name));
    }

    private static void AllHaveRows(IEnumerable<string> names)
    {
        var rows = Examples.Select(example => example.Data.Item1).ToHashSet();
        Assert.All(names, name => Assert.Contains(name, rows), throwIfEmpty: true);
    }

    [GeneratedRegex(@"^\| (?:`(?<what>[^`]+)`|(?<what>[^|]+?))[^|]* \|.*\| `(?<example>\{""quer.*\})` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
