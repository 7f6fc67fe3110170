using System.Net.Http.Json;
using System.Text.Json;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Local.Display;

/// <summary>The example question, asked over HTTP as anyone would, and what came of it.</summary>
/// <param name="Response">Null if the answer was not 200.</param>
/// <param name="Error">What the answer said instead.</param>
internal sealed record ExampleAnswer(SearchResponse? Response, string? Error)
{
    public const string Question = "Why should features be scaled before training a model?";

    /// <summary>The sample that answers it.</summary>
    public const string Expected = "preprocessing/feature-scaling.md";

    /// <summary>Passages to ask for: all that are retrieved, to show both rankings whole.</summary>
    private const int Passages = SearchLimits.DefaultCandidates;

    /// <summary>What is wrong with the answer, in a line, or null.</summary>
    public string? Problem => this switch
    {
        { Error: { } error } => $"The example search failed: {error}",
        { Response.Degraded: { } degraded } => $"The example search was not reranked ({degraded}).",
        { Response.Results: [var first, ..] } when first.Document == Expected => null,
        { Response.Results: [var first, ..] } => $"The example search should find {Expected} first, and found {first.Document}.",
        _ => $"The example search should find {Expected} first, and found nothing.",
    };

    public static Uri Address(Uri functions)
        => new(functions, $"api/search?q={Uri.EscapeDataString(Question)}&topN={Passages}");

    public static async Task<ExampleAnswer> AskAsync(Uri functions, string? key, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(functions));
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var answer = await client.SendAsync(request, cancellationToken);
        try
        {
            return answer.IsSuccessStatusCode
                ? new(await answer.Content.ReadFromJsonAsync(SearchJson.Default.SearchResponse, cancellationToken), null)
                : new(null, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (JsonException unreadable)
        {
            return new(null, unreadable.Message);
        }
    }
}
