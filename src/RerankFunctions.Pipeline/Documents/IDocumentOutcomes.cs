using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// How the work on a document ended where the index cannot tell: it failed, is unsupported, or has no text. It counts only for the state of
/// the document (the ETag) that it was written for.
/// </summary>
/// <remarks>Every call throws <see cref="DependencyException"/> where the account fails, retries included, or refuses.</remarks>
internal interface IDocumentOutcomes
{
    /// <summary>The outcome for exactly this state of the document, or null.</summary>
    Task<DocumentOutcome?> FindAsync(StoredDocument document, CancellationToken cancellationToken);

    /// <param name="lease">Of the run that writes; null for none. While a run has one, writes of others come to nothing.</param>
    /// <returns>Whether it was written.</returns>
    Task<bool> SaveAsync(DocumentId document, DocumentOutcome outcome, string? lease, CancellationToken cancellationToken);

    /// <inheritdoc cref="SaveAsync"/>
    Task<bool> RemoveAsync(DocumentId document, string? lease, CancellationToken cancellationToken);
}
