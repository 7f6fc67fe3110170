using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>The container that holds the documents: the truth that the index follows.</summary>
public sealed class DocumentStore(BlobServiceClient account) : IDocumentSource
{
    /// <summary>The container whose blobs are the documents. Names within it may have folders.</summary>
    public const string ContainerName = "documents";

    /// <summary>The container of what became of documents that the index cannot tell of.</summary>
    public const string OutcomesContainerName = "document-outcomes";

    /// <summary>The container of what instances share out among themselves (see <see cref="MinuteLeases"/>); made where it is missing.</summary>
    public const string SharesContainerName = "shares";

    /// <summary>The queue, in the same account, of documents to look at: Event Grid's events of blobs are delivered to it.</summary>
    public const string ChangesQueueName = "document-changes";

    /// <summary>The setting (a connection string, or a section with blobServiceUri and queueServiceUri) of the account.</summary>
    public const string ConnectionName = "DocumentsStorage";

    private static readonly (string, string) OfThisName = ("name", "document of this name");

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(ContainerName);

    /// <summary>Stores a document, over whatever the name held.</summary>
    /// <param name="content">Read to its end, and not held in memory.</param>
    /// <exception cref="InvalidRequestException">The account takes no document of this name or metadata.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public Task SaveAsync(
        DocumentId id, Stream content, string contentType, IDictionary<string, string> metadata, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(("name", "document of this name or metadata"), () => BlobOf(id).UploadAsync(
            content,
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Metadata = metadata },
            cancellationToken));

    /// <summary>Deletes a document. False if there was none.</summary>
    /// <exception cref="InvalidRequestException">No document can have this name.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public async Task<bool> DeleteAsync(DocumentId id, CancellationToken cancellationToken)
        => await StorageCalls.CallAsync(OfThisName, () => BlobOf(id).DeleteIfExistsAsync(cancellationToken: cancellationToken));

    /// <inheritdoc cref="IDocumentSource.FlawOf"/>
    public string? FlawOf(DocumentId id) => BlobNames.FlawOf(_container, id.Name);

    /// <summary>Opens what the container holds under this name, or returns null if nothing.</summary>
    /// <exception cref="InvalidRequestException">No document can have this name.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public Task<OpenDocument?> OpenAsync(DocumentId id, CancellationToken cancellationToken)
        => StorageCalls.CallAsync<OpenDocument?>(OfThisName, async () =>
        {
            while (await FindAsync(id, cancellationToken) is { } document)
            {
                try
                {
                    var unchanged = new BlobRequestConditions { IfMatch = new ETag(document.ETag) };
                    var content = await BlobOf(id).OpenReadAsync(
                        new BlobOpenReadOptions(allowModifications: false) { Conditions = unchanged }, cancellationToken);
                    return new OpenDocument(content, document.ContentType, document.ETag, document.Modified);
                }
                catch (RequestFailedException changed) when (changed.Status is 404 or 412)
                {
                    // Between the two calls: look again.
                }
            }

            return null;
        });

    /// <summary>Replaces the metadata of exactly this state of the document.</summary>
    /// <returns>Its new state, or null if the blob is no longer in the old one.</returns>
    /// <exception cref="InvalidRequestException">The account takes no such metadata.</exception>
    internal Task<StoredDocument?> SetMetadataAsync(
        StoredDocument document, IDictionary<string, string> metadata, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(("metadata", "metadata of this kind"), async () =>
        {
            try
            {
                await BlobOf(document.Id).SetMetadataAsync(
                    metadata, new BlobRequestConditions { IfMatch = new ETag(document.ETag) }, cancellationToken);
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412)
            {
                return null;
            }

            return await FindAsync(document.Id, cancellationToken);
        });

    /// <inheritdoc cref="IDocumentSource.FindAsync"/>
    internal Task<StoredDocument?> FindAsync(DocumentId id, CancellationToken cancellationToken)
        => FlawOf(id) is null ? LookAsync(id, cancellationToken) : SearchAsync(id, cancellationToken);

    /// <summary>A page of the documents in the order of their names. It may be empty and not the last.</summary>
    /// <param name="prefix">What the names begin with, or null for all.</param>
    /// <param name="cursor">Where the last page said to go on, or null to begin.</param>
    internal Task<ListPage<StoredDocument>> ListAsync(string? prefix, int limit, string? cursor, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(("cursor", "prefix or cursor of this kind"), async () =>
        {
            var blobs = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken);
            await foreach (var page in blobs.AsPages(cursor, limit))
                return new ListPage<StoredDocument>(
                    [.. page.Values.Where(blob => !IsFolder(blob.Metadata)).Select(DocumentOf)],
                    page.ContinuationToken is { Length: > 0 } next ? next : null);
            return new ListPage<StoredDocument>([], null);
        });

    /// <inheritdoc cref="IDocumentSource.DownloadAsync"/>
    internal Task<DocumentContent?> DownloadAsync(StoredDocument document, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            try
            {
                BlobDownloadStreamingResult download = await BlobOf(document.Id).DownloadStreamingAsync(
                    new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(document.ETag) } }, cancellationToken);
                await using var content = download.Content;
                return await DocumentContent.DownloadAsync(content, cancellationToken);
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412)
            {
                return null;
            }
        });

    Task<StoredDocument?> IDocumentSource.FindAsync(DocumentId id, CancellationToken cancellationToken) => FindAsync(id, cancellationToken);

    Task<DocumentContent?> IDocumentSource.DownloadAsync(StoredDocument document, CancellationToken cancellationToken)
        => DownloadAsync(document, cancellationToken);

    private Task<StoredDocument?> LookAsync(DocumentId id, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(OfThisName, async () =>
        {
            try
            {
                BlobProperties properties = await BlobOf(id).GetPropertiesAsync(cancellationToken: cancellationToken);
                return IsFolder(properties.Metadata)
                    ? null
                    : new StoredDocument(
                        id, Quoted(properties.ETag), properties.ContentLength, properties.ContentType ?? "application/octet-stream",
                        properties.LastModified, new Dictionary<string, string>(properties.Metadata));
            }
            catch (RequestFailedException notFound) when (notFound.Status == 404)
            {
                return null;
            }
        });

    /// <summary>A blob whose name has a flaw is in no address, but in the listing: the first of those that begin with its name.</summary>
    private async Task<StoredDocument?> SearchAsync(DocumentId id, CancellationToken cancellationToken)
        => (await ListAsync(id.Name, limit: 1, cursor: null, cancellationToken)).Items.FirstOrDefault(found => found.Id == id);

    private BlobClient BlobOf(DocumentId id)
        => FlawOf(id) is { } flaw ? throw new InvalidRequestException("name", flaw) : _container.GetBlobClient(id.Name);

    /// <summary>Tools that know folders, and accounts with a hierarchical namespace, keep a blob for each, with this mark.</summary>
    private static bool IsFolder(IDictionary<string, string> metadata)
        => metadata.Any(pair => pair.Key.Equals("hdi_isfolder", StringComparison.OrdinalIgnoreCase)
            && pair.Value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static StoredDocument DocumentOf(BlobItem blob) => new(
        new DocumentId(blob.Name), Quoted(blob.Properties.ETag!.Value), blob.Properties.ContentLength ?? 0,
        blob.Properties.ContentType ?? "application/octet-stream", blob.Properties.LastModified!.Value,
        new Dictionary<string, string>(blob.Metadata));

    /// <summary>A listing gives ETags without the quotes that every other answer has them in.</summary>
    private static string Quoted(ETag eTag) => eTag.ToString("H");
}
