using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Content;

/// <summary>GET and HEAD /api/content/{name}: a document as it was uploaded, or parts of it.</summary>
public sealed class GetContent(DocumentStore store)
{
    [Function(nameof(GetContent))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "content/{*name:minlength(1)}")] HttpRequest request, string name)
        => Problem.CatchAsync(async () =>
        {
            if (await store.OpenAsync(DocumentId.FromPath(name), request.HttpContext.RequestAborted) is not { } document)
                return Problem.NoSuchDocument(name);
            var type = ContentType.For(name, document.ContentType);
            ContentHeaders.Set(request.HttpContext.Response.Headers, name, type);
            return TypedResults.Stream(
                document.Content, type, lastModified: document.Modified, entityTag: new EntityTagHeaderValue(document.ETag),
                enableRangeProcessing: true);
        });
}
