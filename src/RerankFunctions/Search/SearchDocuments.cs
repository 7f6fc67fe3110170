using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Search;

/// <summary>GET and POST /api/search.</summary>
public sealed class SearchDocuments(DocumentSynchronizer todo)
{
    [Function("Search")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "search")] HttpRequest request,
        CancellationToken cancellationToken)
        => Task.FromResult(Results.Ok(todo));
}
