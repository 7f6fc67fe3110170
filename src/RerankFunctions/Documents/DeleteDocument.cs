using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>DELETE /api/documents/{name}: removes the blob and, before it answers, its points.</summary>
public sealed class DeleteDocument(DocumentStore store, DocumentSynchronizer synchronizer)
{
    [Function(nameof(DeleteDocument))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "documents/{*name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
        => Problem.InsteadOfExceptionAsync(async () =>
        {
            if (string.IsNullOrEmpty(name))
                return Problem.NoSuchDocument(name);
            var existed = await store.DeleteAsync(name, cancellationToken);
            await synchronizer.SynchronizeAsync(name, cancellationToken);
            return existed ? TypedResults.NoContent() : Problem.NoSuchDocument(name);
        });
}
