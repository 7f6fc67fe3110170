using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Reading;

namespace RerankFunctions.Documents;

/// <summary>PUT /api/documents/{name}: streams an upload into the container. Indexing follows, as for any blob.</summary>
public sealed class PutDocument(DocumentStore store, DocumentReaders readers, IOptions<ReadingOptions> limits)
{
    /// <summary>As Blob Storage itself takes metadata over HTTP.</summary>
    private const string MetadataPrefix = "x-ms-meta-";

    /// <summary>
    /// Blob Storage's own limit
    /// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata).
    /// </summary>
    private const int MaxNameLength = 1024;

    private const string DefaultContentType = "application/octet-stream";

    [Function(nameof(PutDocument))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "documents/{*name:minlength(1)}")] HttpRequest request, string name)
        => Problem.CatchAsync(async () =>
        {
            var contentType = request.ContentType ?? DefaultContentType;
            var document = DocumentId.FromPath(name);
            Check(document, contentType);
            var metadata = request.Headers
                .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(header => header.Key[MetadataPrefix.Length..], header => header.Value.ToString());
            if (metadata.FirstOrDefault(pair => !Ascii.IsValid(pair.Key) || !Ascii.IsValid(pair.Value)) is { Key: { } foreign })
                throw new InvalidRequestException(MetadataPrefix + foreign, "Blob metadata is ASCII; percent-encode other characters.");

            await using var content = new LimitedStream(request.Body, limits.Value.MaxDocumentBytes, () => TooLarge(limits.Value));
            await store.SaveAsync(document, content, contentType, metadata, request.HttpContext.RequestAborted);
            return TypedResults.Accepted(Address.For("documents", document.Name));
        });

    private static RequestRefusedException TooLarge(ReadingOptions limits) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The document has more than {limits.MaxDocumentBytes:N0} bytes (Reading__MaxDocumentBytes). Split it, or upload it to the container "
        + "directly after raising the setting.");

    private void Check(DocumentId document, string contentType)
    {
        if (document.Name.Length is 0 or > MaxNameLength || document.Name.EndsWith('/') || document.Name.EndsWith('.'))
            throw new InvalidRequestException(
                "name", $"Give the document a name of at most {MaxNameLength:N0} characters that ends neither in '/' nor in '.'.");
        if (store.FlawOf(document) is { } flaw)
            throw new InvalidRequestException("name", flaw);
        try
        {
            readers.For(document.Name, contentType);
        }
        catch (UnreadableDocumentException unsupported)
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, unsupported.Message);
        }
    }
}
