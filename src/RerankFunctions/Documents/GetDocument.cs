using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>GET and HEAD /api/documents/{name}: where one document stands.</summary>
public sealed class GetDocument(IDocumentCatalog catalog)
{
    [Function(nameof(GetDocument))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "documents/{*name:minlength(1)}")] HttpRequest request, string name)
        => Problem.CatchAsync(async () => await catalog.FindAsync(DocumentId.FromPath(name), request.HttpContext.RequestAborted) is { } status
            ? TypedResults.Json(status, DocumentsJson.Readable.DocumentStatus)
            : Problem.NoSuchDocument(name));
}
