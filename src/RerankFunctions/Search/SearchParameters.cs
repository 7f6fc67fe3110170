using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>Reads a search from the query string of a GET: <c>q</c> for the query, <c>document</c> for filter.document, the rest as in JSON.</summary>
internal static class SearchParameters
{
    /// <summary>The function key may come in the query string; it is the host's, not ours.</summary>
    private static readonly string[] OfTheHost = ["code", "clientId"];

    /// <exception cref="InvalidSearchException">A parameter is unknown, given twice, or not of its type; the exception names it.</exception>
    public static SearchRequest Read(IQueryCollection parameters)
    {
        var request = new SearchRequest();
        foreach (var (name, values) in parameters.Where(parameter => !OfTheHost.Contains(parameter.Key)))
        {
            if (values is not [var value])
                throw new InvalidSearchException(name, "Give the parameter once.");
            request = name switch
            {
                "q" => request with { Query = value },
                "topN" => request with { TopN = Number(name, value) },
                "candidates" => request with { Candidates = Number(name, value) },
                "mode" => request with { Mode = value },
                "reranker" => request with { Reranker = value },
                "minScore" => request with { MinScore = Fraction(name, value) },
                "document" => request with
                {
                    Filter = new Dictionary<string, JsonElement>
                    {
                        ["document"] = JsonSerializer.SerializeToElement(value, SearchJson.Default.String),
                    },
                },
                _ => throw new InvalidSearchException(
                    name, "There is no such parameter; use q, topN, candidates, mode, reranker, minScore or document."),
            };
        }

        return request.Query is null ? throw new InvalidSearchException("q", "Say what to search for: ?q=…") : request;
    }

    private static int Number(string name, string? value)
        => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidSearchException(name, "Give a whole number.");

    private static double Fraction(string name, string? value)
        => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidSearchException(name, "Give a number.");
}
