using Azure;
using Azure.Storage;
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

    /// <summary>How often a document may change between being looked at and being written.</summary>
    private const int MaxRounds = 10;

    private static readonly (string, string) OfThisName = ("name", "document of this name");

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(ContainerName);

    /// <summary>
    /// Stores a document, over whatever the name held: all of it in one call, so that of several at once the last one wins. In blocks, whose ids
    /// are the same for all, they would mix.
    /// </summary>
    /// <param name="content">Read to its end before anything is stored, and not held in memory.</param>
    /// <param name="precondition">Null for none.</param>
    /// <returns>The ETag of what is stored, quoted.</returns>
    /// <exception cref="InvalidRequestException">The account takes no document of this name or metadata.</exception>
    /// <exception cref="DocumentConflictException">The document is not as it is wanted to be, or cannot be written over.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public async Task<string> SaveAsync(
        DocumentId id, Stream content, string contentType, IDictionary<string, string> metadata, DocumentPrecondition? precondition,
        CancellationToken cancellationToken)
    {
        await using var received = await DocumentContent.DownloadAsync(content, cancellationToken);
        return await StorageCalls.CallAsync(("name", "document of this name or metadata"), () => IfAsync(id, precondition, async conditions =>
        {
            received.Stream.Position = 0;
            BlobContentInfo stored = await BlobOf(id).UploadAsync(
                received.Stream,
                new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                    Metadata = metadata,
                    Conditions = conditions,
                    // What is smaller than this goes in one call (PartitionedUploader in Azure/azure-sdk-for-net).
                    TransferOptions = new StorageTransferOptions { InitialTransferSize = received.Stream.Length + 1 },
                },
                cancellationToken);
            return Quoted(stored.ETag);
        }, cancellationToken));
    }

    /// <summary>Deletes a document, with the snapshots that its blob may have. False if there was none.</summary>
    /// <param name="precondition">Null for none; not asked where there is no document.</param>
    /// <exception cref="InvalidRequestException">No document can have this name.</exception>
    /// <exception cref="DocumentConflictException">The document is not as it is wanted to be, or cannot be deleted.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public Task<bool> DeleteAsync(DocumentId id, DocumentPrecondition? precondition, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(OfThisName, () => IfAsync(
            id, precondition is null ? null : (eTag, modified) => eTag is null || precondition(eTag, modified),
            async conditions => (bool)await BlobOf(id).DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken),
            cancellationToken));

    /// <inheritdoc cref="IDocumentSource.FlawOf"/>
    public string? FlawOf(DocumentId id) => BlobNames.FlawOf(_container, id.Name);

    /// <summary>Opens what the container holds under this name, or returns null if nothing.</summary>
    /// <exception cref="InvalidRequestException">No document can have this name.</exception>
    /// <exception cref="DocumentConflictException">It is in the archive tier.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public Task<OpenDocument?> OpenAsync(DocumentId id, CancellationToken cancellationToken)
        => StorageCalls.CallAsync<OpenDocument?>(OfThisName, async () =>
        {
            while (await FindAsync(id, cancellationToken) is { } document)
            {
                if (document.IsArchived)
                    throw new DocumentConflictException(DocumentConflict.Archived, StoredDocument.InArchive);
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
    /// <exception cref="DocumentConflictException">The document cannot be changed.</exception>
    internal Task<StoredDocument?> SetMetadataAsync(
        StoredDocument document, IDictionary<string, string> metadata, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(("metadata", "metadata of this kind"), async () =>
        {
            try
            {
                await BlobOf(document.Id).SetMetadataAsync(
                    metadata, new BlobRequestConditions { IfMatch = new ETag(document.ETag) }, cancellationToken);
            }
            catch (RequestFailedException changed) when (HasChanged(changed))
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
            catch (RequestFailedException changed) when (changed.Status is 404 or 412 || changed.ErrorCode == BlobErrorCode.BlobArchived)
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
                        properties.LastModified, new Dictionary<string, string>(properties.Metadata),
                        properties.AccessTier == AccessTier.Archive.ToString()); // null where the account has no tiers
            }
            catch (RequestFailedException notFound) when (notFound.Status == 404)
            {
                return null;
            }
        });

    /// <summary>A blob whose name has a flaw is in no address, but in the listing: the first of those that begin with its name.</summary>
    private async Task<StoredDocument?> SearchAsync(DocumentId id, CancellationToken cancellationToken)
        => (await ListAsync(id.Name, limit: 1, cursor: null, cancellationToken)).Items.FirstOrDefault(found => found.Id == id);

    /// <summary>Writes to a document that is as it is wanted to be, and to that state of it only.</summary>
    /// <param name="write">Under the conditions that it is given; null for none.</param>
    private async Task<T> IfAsync<T>(
        DocumentId id, DocumentPrecondition? precondition, Func<BlobRequestConditions?, Task<T>> write, CancellationToken cancellationToken)
    {
        if (precondition is null)
            return await write(null);
        for (var round = 0; round < MaxRounds; round++)
        {
            var state = await FindAsync(id, cancellationToken);
            if (!precondition(state?.ETag, state?.Modified))
                throw new DocumentConflictException(
                    DocumentConflict.PreconditionFailed, $"'{id}' is not as the request's conditions want it: nothing is changed.");
            try
            {
                return await write(state is null
                    ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                    : new BlobRequestConditions { IfMatch = new ETag(state.ETag) });
            }
            catch (RequestFailedException changed) when (HasChanged(changed) || changed.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // Between the two calls: look again.
            }
        }

        throw new DocumentConflictException(DocumentConflict.Changing, $"'{id}' was changed by others {MaxRounds} times meanwhile. Try again.");
    }

    /// <summary>Not so a lease, which is a 412 too.</summary>
    private static bool HasChanged(RequestFailedException refusal)
        => refusal.ErrorCode == BlobErrorCode.BlobNotFound || refusal.ErrorCode == BlobErrorCode.ConditionNotMet;

    private BlobClient BlobOf(DocumentId id)
        => FlawOf(id) is { } flaw ? throw new InvalidRequestException("name", flaw) : _container.GetBlobClient(id.Name);

    /// <summary>Tools that know folders, and accounts with a hierarchical namespace, keep a blob for each, with this mark.</summary>
    private static bool IsFolder(IDictionary<string, string> metadata)
        => metadata.Any(pair => pair.Key.Equals("hdi_isfolder", StringComparison.OrdinalIgnoreCase)
            && pair.Value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static StoredDocument DocumentOf(BlobItem blob) => new(
        new DocumentId(blob.Name), Quoted(blob.Properties.ETag!.Value), blob.Properties.ContentLength ?? 0,
        blob.Properties.ContentType ?? "application/octet-stream", blob.Properties.LastModified!.Value,
        new Dictionary<string, string>(blob.Metadata), blob.Properties.AccessTier == AccessTier.Archive);

    /// <summary>A listing gives ETags without the quotes that every other answer has them in.</summary>
    private static string Quoted(ETag eTag) => eTag.ToString("H");
}
