using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>GET /api/documents: where every document stands, in pages.</summary>
public sealed class ListDocuments(IDocumentCatalog catalog)
{
    private const int DefaultPageSize = 100;

    [Function(nameof(ListDocuments))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "documents")] HttpRequest request)
        => Problem.CatchAsync(async () =>
        {
            var parameters = new Parameters(request.Query, "prefix", "pageSize", "cursor");
            var page = await catalog.ListAsync(
                parameters["prefix"], parameters.Number("pageSize", DefaultPageSize, IDocumentCatalog.MaxPageSize), parameters["cursor"],
                request.HttpContext.RequestAborted);
            return TypedResults.Json(page, DocumentsJson.Readable.DocumentPage);
        });
}
