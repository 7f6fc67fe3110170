using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Reading;

namespace RerankFunctions.Documents;

/// <summary>PUT /api/documents/{name}: stores an upload in the container. Indexing follows, as for any blob.</summary>
public sealed class PutDocument(
    DocumentStore store, IDocumentCatalog catalog, DocumentReaders readers, IOptions<ApiOptions> api, IOptions<ReadingOptions> reading)
{
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
            // RFC 9110, section 14.4: what was sent is a part, and would become the whole.
            if (request.Headers.ContainsKey(HeaderNames.ContentRange))
                throw new InvalidRequestException(HeaderNames.ContentRange, "Send the whole document, without this header.");

            var (metadata, precondition) = (UploadedMetadata.Of(request), Preconditions.Of(request));
            await using var content = RequestBody.Open(request, MaxBytes, TooLarge);
            var eTag = await store.SaveAsync(document, content, contentType, metadata, precondition, request.HttpContext.RequestAborted);
            // RFC 9110, section 9.3.4: not where it was stored otherwise than it was sent.
            if (request.Headers.ContentEncoding.Count == 0)
                request.HttpContext.Response.Headers.ETag = eTag;
            return await AnswerAsync(document, eTag, request);
        });

    private long MaxBytes => Math.Min(api.Value.MaxUploadBytes, reading.Value.MaxDocumentBytes);

    /// <summary>202 while it is to be indexed; 200 and where it stands where the caller has waited for that.</summary>
    private async Task<IResult> AnswerAsync(DocumentId document, string eTag, HttpRequest request)
    {
        if (Preference.Wait(request) is { } patience)
        {
            request.HttpContext.Response.Headers["Preference-Applied"] = $"wait={patience.TotalSeconds:0}";
            if (await WaitAsync(document, eTag, patience, request) is { } status)
                return TypedResults.Json(status, DocumentsJson.Readable.DocumentStatus);
        }

        return TypedResults.Accepted(Address.For("documents", document.Name));
    }

    /// <summary>The document is stored, whatever becomes of waiting: where a service fails meanwhile, it is indexed later.</summary>
    private async Task<DocumentStatus?> WaitAsync(DocumentId document, string eTag, TimeSpan patience, HttpRequest request)
    {
        try
        {
            return await catalog.WaitAsync(document, eTag, patience, request.HttpContext.RequestAborted);
        }
        catch (DependencyException)
        {
            return null;
        }
    }

    private RequestRefusedException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        reading.Value.MaxDocumentBytes <= api.Value.MaxUploadBytes
            ? $"The document has more than {MaxBytes:N0} bytes (Reading__MaxDocumentBytes). Split it, or raise the setting."
            : $"A PUT takes {MaxBytes:N0} bytes (Api__MaxUploadBytes). Upload the document straight into the container "
                + $"'{DocumentStore.ContainerName}' of the storage account, by azcopy, 'az storage blob upload --auth-mode login' or an SDK of Azure's: it is indexed as well, up to "
                + $"{reading.Value.MaxDocumentBytes:N0} bytes (Reading__MaxDocumentBytes).");

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
