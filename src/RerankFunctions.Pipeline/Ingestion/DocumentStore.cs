using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>The container that holds the documents: the truth that the index follows.</summary>
public sealed class DocumentStore(BlobContainerClient container)
{
    /// <summary>The container whose blobs are the documents. Names within it may have folders.</summary>
    public const string ContainerName = "documents";

    /// <summary>The queue, in the same account, that Event Grid's BlobDeleted events are delivered to.</summary>
    public const string DeletionsQueueName = "document-deletions";

    /// <summary>The setting (a connection string, or a section with blobServiceUri and queueServiceUri) of the account.</summary>
    public const string ConnectionName = "DocumentsStorage";

    /// <summary>What the container holds under this name at this moment, or null if nothing.</summary>
    public async Task<StoredDocument?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return new StoredDocument(
                name, properties.ETag, properties.ContentLength, properties.ContentType, properties.LastModified,
                new Dictionary<string, string>(properties.Metadata));
        }
        catch (RequestFailedException notFound) when (notFound.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Opens the content of exactly this state of the document, or returns null if the blob is no longer in it.</summary>
    public async Task<Stream?> OpenAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadStreamingResult download = await container.GetBlobClient(document.Name).DownloadStreamingAsync(
                new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = document.ETag } }, cancellationToken);
            return download.Content;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return null;
        }
    }
}
