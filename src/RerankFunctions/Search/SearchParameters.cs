using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>
/// Reads a search from the query string of a GET: <c>q</c> for the query, the options as in JSON; whatever else is given must be the name of a
/// field to filter by, with its value.
/// </summary>
internal static class SearchParameters
{
    private const string FilterPrefix = "filter.";

    private static readonly string[] Options = ["q", "topN", "candidates", "mode", "preset", "reranker", "minScore", "explain"];

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
                invalid.Errors.ToDictionary(error => ParameterOf(error.Key), error => error.Value));
        }
    }

    /// <exception cref="InvalidRequestException">A parameter is unknown, given twice, or not of its type; the exception names it.</exception>
    public static SearchRequest Read(IQueryCollection query)
    {
        var fields = query.Keys.Except(Options).Except(Parameters.OfTheHost).ToList();
        var parameters = new Parameters(query, [.. Options, .. fields]);
        return new SearchRequest
        {
            Query = parameters["q"] ?? throw new InvalidRequestException("q", "Say what to search for: ?q=…"),
            TopN = parameters.Number("topN"),
            Candidates = parameters.Number("candidates"),
            Mode = parameters["mode"],
            Preset = parameters["preset"],
            Reranker = parameters["reranker"],
            MinScore = parameters.Fraction("minScore"),
            Explain = parameters.Flag("explain"),
            Filter = fields.ToDictionary(
                field => field, field => JsonSerializer.SerializeToElement(parameters[field]!, SearchJson.Default.String)),
        };
    }

    /// <summary>The parameter that a field of <see cref="SearchRequest"/> was read from.</summary>
    private static string ParameterOf(string field) => field switch
    {
        "query" => "q",
        _ => field.StartsWith(FilterPrefix, StringComparison.Ordinal) ? field[FilterPrefix.Length..] : field,
    };
}
