using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>
/// Reads a search from the query string of a GET: <c>q</c> for the query, <c>document</c> for filter.document, the rest as in JSON.
/// </summary>
internal static class SearchParameters
{
    /// <summary>By the names of the fields of <see cref="SearchRequest"/>, the parameters of other names.</summary>
    private static readonly Dictionary<string, string> Parameter = new() { ["query"] = "q", ["filter.document"] = "document" };

    /// <summary>Runs a search that was read from parameters; what is wrong with it is told by their names.</summary>
    /// <exception cref="InvalidRequestException">Some parameter is wrong; the exception names each.</exception>
    public static async Task<T> InTheirNamesAsync<T>(Func<Task<T>> search)
    {
        try
        {
            return await search();
        }
        catch (InvalidRequestException invalid)
        {
            throw new InvalidRequestException(
                invalid.Errors.ToDictionary(error => Parameter.GetValueOrDefault(error.Key, error.Key), error => error.Value));
        }
    }

    /// <exception cref="InvalidRequestException">A parameter is unknown, given twice, or not of its type; the exception names it.</exception>
    public static SearchRequest Read(IQueryCollection query)
    {
        var parameters = new Parameters(query, "q", "topN", "candidates", "mode", "preset", "reranker", "minScore", "document");
        return new SearchRequest
        {
            Query = parameters["q"] ?? throw new InvalidRequestException("q", "Say what to search for: ?q=…"),
            TopN = parameters.Number("topN"),
            Candidates = parameters.Number("candidates"),
            Mode = parameters["mode"],
            Preset = parameters["preset"],
            Reranker = parameters["reranker"],
            MinScore = parameters.Fraction("minScore"),
            Filter = parameters["document"] is { } document
                ? new Dictionary<string, JsonElement>
                {
                    ["document"] = JsonSerializer.SerializeToElement(document, SearchJson.Default.String),
                }
                : null,
        };
    }
}
