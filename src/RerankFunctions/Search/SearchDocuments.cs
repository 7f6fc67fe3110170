using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>GET and POST /api/search: docs/api.md describes both.</summary>
public sealed class SearchDocuments(IDocumentSearch search, ProductMetrics metrics)
{
    [Function("Search")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "search")] HttpRequest request)
        => Problem.CatchAsync(async () =>
        {
            var response = HttpMethods.IsGet(request.Method)
                ? await SearchParameters.InTheirNamesAsync(
                    () => search.SearchAsync(SearchParameters.Read(request.Query), request.HttpContext.RequestAborted))
                : await search.SearchAsync(await SearchBody.ReadAsync(request), request.HttpContext.RequestAborted);
            metrics.Answered(
                Caller.Of(request), response.Usage.EmbedTokens, response.Usage.SearchUnits, response.Cost?.Amount, response.Cost?.Currency);
            return TypedResults.Json(WithLinks(response), SearchJson.Readable.SearchResponse);
        });

    private static SearchResponse WithLinks(SearchResponse response) => response with
    {
        Results =
        [
            .. response.Results.Select(result => result with
            {
                Link = Address.For("content", result.Document) + (result.Page is { } page ? $"#page={page}" : ""),
            }),
        ],
    };
}
