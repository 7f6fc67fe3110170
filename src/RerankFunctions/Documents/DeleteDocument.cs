using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>DELETE /api/documents/{name}: removes the blob and, before it answers, its points.</summary>
public sealed class DeleteDocument(DocumentStore store, IDocumentSynchronizer synchronizer)
{
    [Function(nameof(DeleteDocument))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "documents/{*name:minlength(1)}")] HttpRequest request, string name)
        => Problem.CatchAsync(async () =>
        {
            var document = DocumentId.FromPath(name);
            var existed = await store.DeleteAsync(document, Preconditions.Of(request), request.HttpContext.RequestAborted);
            await synchronizer.SynchronizeAsync(document, request.HttpContext.RequestAborted);
            return existed ? TypedResults.NoContent() : Problem.NoSuchDocument(name);
        });
}
