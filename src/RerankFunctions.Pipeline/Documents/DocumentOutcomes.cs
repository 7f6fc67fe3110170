using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>One small blob a document, of the same name where that is an address, in a container of its own.</summary>
internal sealed class DocumentOutcomes(BlobServiceClient account) : IDocumentOutcomes
{
    private readonly BlobContainerClient _container = account.GetBlobContainerClient(DocumentStore.OutcomesContainerName);

    public Task<DocumentOutcome?> FindAsync(StoredDocument document, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            try
            {
                var blob = await BlobOf(document.Id).DownloadContentAsync(cancellationToken);
                var outcome = JsonSerializer.Deserialize(blob.Value.Content.ToMemory().Span, OutcomeJson.Default.DocumentOutcome);
                return outcome?.ETag == document.ETag ? outcome : null;
            }
            catch (RequestFailedException notFound) when (notFound.Status == 404)
            {
                return null;
            }
        });

    public Task SaveAsync(DocumentId document, DocumentOutcome outcome, CancellationToken cancellationToken)
    {
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomeJson.Default.DocumentOutcome));
        return StorageCalls.CallAsync(
            () => BlobOf(document).UploadAsync(json, overwrite: true, cancellationToken),
            create: () => _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
    }

    public Task RemoveAsync(DocumentId document, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            try
            {
                return (bool)await BlobOf(document).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            }
            catch (RequestFailedException noContainer) when (noContainer.Status == 404)
            {
                return false; // Nothing has failed yet.
            }
        });

    private BlobClient BlobOf(DocumentId document) => _container.GetBlobClient(BlobNames.Addressable(_container, document.Name));
}

/// <param name="ETag">Of the blob whose work ended so.</param>
/// <param name="Attempts">Tries that did not succeed, this one included.</param>
/// <param name="Version">SHA-256 of the content, where it was read.</param>
/// <param name="Notes">What reading it left out or did not understand; null for none.</param>
internal sealed record DocumentOutcome(
    string ETag, DocumentState State, string? Error, int Attempts, string? Version, DateTimeOffset At, IReadOnlyList<string>? Notes = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DocumentOutcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
