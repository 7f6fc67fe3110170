using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>GET and POST /api/search: docs/api.md describes both.</summary>
public sealed class SearchDocuments(DocumentSearch search)
{
    [Function("Search")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "search")] HttpRequest request)
        => Problem.InsteadOfExceptionAsync(async () =>
        {
            var asked = HttpMethods.IsGet(request.Method)
                ? SearchParameters.Read(request.Query)
                : await SearchBody.ReadAsync(request);
            var response = await search.SearchAsync(SearchRequestValidator.Validate(asked), request.HttpContext.RequestAborted);
            return TypedResults.Json(response, SearchJson.Readable.SearchResponse);
        });
}
