using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// One small blob a document, of the same name where that is an address, in a container of its own. While a run has the blob's lease, writes of
/// others come to nothing: the run will write.
/// </summary>
internal sealed class DocumentOutcomes(BlobServiceClient account) : IDocumentOutcomes
{
    private readonly BlobContainerClient _container = account.GetBlobContainerClient(DocumentStore.OutcomesContainerName);

    public Task<DocumentOutcome?> FindAsync(StoredDocument document, CancellationToken cancellationToken)
        => FindAsync(document.Id, document.ETag, cancellationToken);

    /// <inheritdoc cref="FindAsync(StoredDocument, CancellationToken)"/>
    public Task<DocumentOutcome?> FindAsync(DocumentId document, string eTag, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            try
            {
                var blob = await BlobOf(document).DownloadContentAsync(cancellationToken);
                var outcome = JsonSerializer.Deserialize(blob.Value.Content.ToMemory().Span, OutcomeJson.Default.DocumentOutcome);
                return outcome?.ETag == eTag ? outcome : null;
            }
            catch (RequestFailedException notFound) when (notFound.Status == 404)
            {
                return null;
            }
        });

    public Task<bool> SaveAsync(DocumentId document, DocumentOutcome outcome, string? lease, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(
            () => UnlessLeasedAsync(() => BlobOf(document).UploadAsync(
                Json(outcome), new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = lease } }, cancellationToken)),
            create: () => CreateContainerAsync(cancellationToken));

    public Task<bool> RemoveAsync(DocumentId document, string? lease, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            try
            {
                return await UnlessLeasedAsync(() => BlobOf(document).DeleteIfExistsAsync(
                    conditions: new BlobRequestConditions { LeaseId = lease }, cancellationToken: cancellationToken));
            }
            catch (RequestFailedException noContainer) when (noContainer.Status == 404)
            {
                return false; // Nothing has failed yet.
            }
        });

    /// <summary>Writes an outcome unless the document has one.</summary>
    /// <returns>Whether it was written.</returns>
    public Task<bool> AddAsync(DocumentId document, DocumentOutcome outcome, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(
            async () =>
            {
                try
                {
                    return await UnlessLeasedAsync(() => BlobOf(document).UploadAsync(
                        Json(outcome), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
                        cancellationToken));
                }
                catch (RequestFailedException there) when (there.Status == 409)
                {
                    return false;
                }
            },
            create: () => CreateContainerAsync(cancellationToken));

    public BlobClient BlobOf(DocumentId document) => _container.GetBlobClient(BlobNames.Addressable(_container, document.Name));

    /// <summary>412 is the account's answer to a write without the lease that there is, and to one with a lease that is no more.</summary>
    private static async Task<bool> UnlessLeasedAsync<T>(Func<Task<T>> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException leased) when (leased.Status == 412)
        {
            return false;
        }
    }

    private async Task CreateContainerAsync(CancellationToken cancellationToken)
        => await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    private static BinaryData Json(DocumentOutcome outcome)
        => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomeJson.Default.DocumentOutcome));
}

/// <param name="ETag">Of the blob whose work ended so; empty for one that is gone.</param>
/// <param name="Attempts">Tries that did not succeed, this one included.</param>
/// <param name="Version">SHA-256 of the content, where it was read.</param>
/// <param name="Notes">What reading it left out or did not understand; null for none.</param>
/// <param name="Unended">Runs that began since the last one that ended: more than the one under way were killed, with their worker.</param>
internal sealed record DocumentOutcome(
    string ETag, DocumentState State, string? Error, int Attempts, string? Version, DateTimeOffset At, IReadOnlyList<string>? Notes = null,
    int Unended = 0, string? Fingerprint = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DocumentOutcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
