using System.Text.Json.Serialization;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Changes documents' metadata, in the container and in the index.</summary>
public interface IDocumentMetadata
{
    /// <summary>The limit of a blob's metadata, in bytes: https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata.</summary>
    const int MaxBytes = MetadataRules.MaxBytes;

    /// <summary>Changes some of a document's metadata. Nothing is embedded.</summary>
    /// <param name="changes">By name: the new value, or null to remove it.</param>
    /// <param name="precondition">Null for none; not asked where there is no document.</param>
    /// <returns>What then holds, or null if there is no such document.</returns>
    /// <exception cref="InvalidRequestException">A name or a value is none that a blob can have; the exception names each.</exception>
    /// <exception cref="DocumentConflictException">The document is not as it is wanted to be, or cannot be changed.</exception>
    /// <exception cref="DependencyException">
    /// A service failed, retries included. If the blob was changed, reconciliation brings the index there.
    /// </exception>
    Task<ChangedMetadata?> ChangeAsync(
        DocumentId document, IReadOnlyDictionary<string, string?> changes, DocumentPrecondition? precondition, CancellationToken cancellationToken);
}

/// <param name="Applied">
/// Whether search has it already. If not, the document was not indexed as it was, and is queued to be indexed with its new metadata.
/// </param>
/// <param name="ETag">Of the document as it is now, quoted.</param>
public sealed record ChangedMetadata(
    string Document, IReadOnlyDictionary<string, string> Metadata, bool Applied, [property: JsonIgnore] string ETag);
