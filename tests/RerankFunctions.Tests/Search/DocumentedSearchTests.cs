using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RerankFunctions.Local;

namespace RerankFunctions.Tests.Search;

/// <summary>docs/api.md: every option of a search is a row there, with an example that is asked as it stands.</summary>
[Trait("runs", "through the worker")]
public sealed partial class DocumentedSearchTests(SearchDocumentsTests.Indexed indexed) : IClassFixture<SearchDocumentsTests.Indexed>
{
    /// <summary>By the fields of a request, each example in docs/api.md.</summary>
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
    public async Task An_example_is_answered(string what, string example)
    {
        using var body = new StringContent(example, Encoding.UTF8, "application/json");
        using var response = await indexed.App.Http.PostAsync("search", body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{what}: {text}");
        using var answer = JsonDocument.Parse(text);
        Assert.NotEqual(0, answer.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Every_field_of_a_request_has_a_row()
    {
        var rows = Examples.Select(example => example.Data.Item1.Split('.')[0]).ToHashSet();
        Assert.All(
            typeof(Pipeline.Search.SearchRequest).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)),
            field => Assert.Contains(field, rows), throwIfEmpty: true);
    }

    [GeneratedRegex(@"^\| `(?<what>[^`]+)` \|.*\| `(?<example>\{.*\})` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
