using Microsoft.Extensions.Logging;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Events 2000 to 2099 (2001 is reranking's). Queries are users' text and are not logged.</summary>
internal static partial class SearchLog
{
    [LoggerMessage(2000, LogLevel.Information, "Search answered {Results} of {Candidates} candidates in {TotalMs} ms, degraded: {Degraded}")]
    public static partial void Searched(this ILogger logger, int results, int candidates, string? degraded, double totalMs);
}
