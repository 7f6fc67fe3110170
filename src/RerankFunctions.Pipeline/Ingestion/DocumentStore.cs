using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>The container that holds the documents: the truth that the index follows.</summary>
public sealed class DocumentStore(BlobServiceClient account)
{
    /// <summary>The container whose blobs are the documents. Names within it may have folders.</summary>
    public const string ContainerName = "documents";

    /// <summary>The queue, in the same account, of documents to synchronise: Event Grid's BlobDeleted events are delivered to it.</summary>
    public const string ChangesQueueName = "document-changes";

    /// <summary>The setting (a connection string, or a section with blobServiceUri and queueServiceUri) of the account.</summary>
    public const string ConnectionName = "DocumentsStorage";

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(ContainerName);

    /// <summary>What the container holds under this name at this moment, or null if nothing.</summary>
    public async Task<StoredDocument?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await _container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return new StoredDocument(
                name, Quoted(properties.ETag), properties.ContentLength, properties.ContentType ?? "application/octet-stream", properties.LastModified,
                new Dictionary<string, string>(properties.Metadata));
        }
        catch (RequestFailedException notFound) when (notFound.Status == 404)
        {
            return null;
        }
    }

    /// <summary>A page of the documents in the order of their names.</summary>
    /// <param name="prefix">What the names begin with, or null for all.</param>
    /// <param name="from">Where the last page said to go on, or null to begin.</param>
    public async Task<(IReadOnlyList<StoredDocument> Documents, string? Next)> ListAsync(
        string? prefix, int limit, string? from, CancellationToken cancellationToken)
    {
        var blobs = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken);
        await foreach (var page in blobs.AsPages(from, limit))
            return ([.. page.Values.Select(DocumentOf)], page.ContinuationToken is { Length: > 0 } next ? next : null);
        return ([], null);
    }

    /// <summary>Opens the content of exactly this state of the document, or returns null if the blob is no longer in it.</summary>
    public async Task<Stream?> OpenAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadStreamingResult download = await _container.GetBlobClient(document.Name).DownloadStreamingAsync(
                new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = document.ETag } }, cancellationToken);
            return download.Content;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>Stores a document, over whatever the name held.</summary>
    /// <param name="content">Read to its end, and not held in memory.</param>
    public async Task SaveAsync(
        string name, Stream content, string contentType, IDictionary<string, string> metadata, CancellationToken cancellationToken)
        => await _container.GetBlobClient(name).UploadAsync(
            content,
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Metadata = metadata },
            cancellationToken);

    /// <summary>Deletes a document. False if there was none.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
        => await _container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private static StoredDocument DocumentOf(BlobItem blob) => new(
        blob.Name, Quoted(blob.Properties.ETag!.Value), blob.Properties.ContentLength ?? 0,
        blob.Properties.ContentType ?? "application/octet-stream", blob.Properties.LastModified!.Value,
        new Dictionary<string, string>(blob.Metadata));

    /// <summary>A listing gives ETags without the quotes that every other answer has them in.</summary>
    private static ETag Quoted(ETag eTag) => new(eTag.ToString("H"));
}
