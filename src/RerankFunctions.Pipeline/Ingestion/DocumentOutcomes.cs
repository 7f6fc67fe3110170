using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// How the work on a document ended where the index cannot tell: it failed, is unsupported, or has no text. One small blob a document, of
/// the same name, in a container of its own; it counts only for the state of the document (the ETag) that it was written for.
/// </summary>
public sealed class DocumentOutcomes(BlobServiceClient account)
{
    public const string ContainerName = "document-outcomes";

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(ContainerName);

    /// <summary>The outcome for exactly this state of the document, or null.</summary>
    internal async Task<DocumentOutcome?> FindAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await _container.GetBlobClient(document.Name).DownloadContentAsync(cancellationToken);
            var outcome = blob.Value.Content.ToMemory().Span is var json
                ? JsonSerializer.Deserialize(json, OutcomeJson.Default.DocumentOutcome) : null;
            return outcome?.ETag == document.ETag.ToString() ? outcome : null;
        }
        catch (RequestFailedException notFound) when (notFound.Status == 404)
        {
            return null;
        }
    }

    internal async Task SaveAsync(StoredDocument document, DocumentOutcome outcome, CancellationToken cancellationToken)
    {
        var blob = _container.GetBlobClient(document.Name);
        var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomeJson.Default.DocumentOutcome));
        try
        {
            await blob.UploadAsync(json, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException noContainer) when (noContainer.Status == 404)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(json, overwrite: true, cancellationToken);
        }
    }

    internal async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException noContainer) when (noContainer.Status == 404)
        {
            // Nothing has failed yet.
        }
    }
}

/// <param name="ETag">Of the blob whose work ended so.</param>
/// <param name="Attempts">Tries that did not succeed, this one included.</param>
/// <param name="Version">SHA-256 of the content, where it was read.</param>
internal sealed record DocumentOutcome(string ETag, DocumentState State, string? Error, int Attempts, string? Version, DateTimeOffset At);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DocumentOutcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
