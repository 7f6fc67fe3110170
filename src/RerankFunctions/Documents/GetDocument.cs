using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>GET /api/documents/{name}: where one document stands.</summary>
public sealed class GetDocument(DocumentCatalog catalog)
{
    [Function(nameof(GetDocument))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "documents/{*name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
        => Problem.InsteadOfExceptionAsync(async () => !string.IsNullOrEmpty(name) && await catalog.FindAsync(name, cancellationToken) is { } status
            ? TypedResults.Json(status, DocumentsJson.Readable.DocumentStatus)
            : Problem.NoSuchDocument(name));
}
