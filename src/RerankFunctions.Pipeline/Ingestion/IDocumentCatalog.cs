using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Tells where documents stand.</summary>
/// <remarks>Every call throws <see cref="DependencyException"/> where a service fails, retries included, or refuses.</remarks>
public interface IDocumentCatalog
{
    const int MaxPageSize = 200;

    /// <summary>Where one document stands, or null if neither container nor index has one of that name.</summary>
    Task<DocumentStatus?> FindAsync(DocumentId document, CancellationToken cancellationToken);

    /// <summary>Waits until the work on a document is done: it is found by search as it is, or it is known why it will not be.</summary>
    /// <param name="eTag">The state of the document that is waited for.</param>
    /// <param name="patience">How long at most.</param>
    /// <returns>Where it stands then; null if it is pending still, or is in that state no longer.</returns>
    Task<DocumentStatus?> WaitAsync(DocumentId document, string eTag, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>A page of documents in the order of their names.</summary>
    /// <param name="prefix">What their names begin with, or null for all.</param>
    /// <param name="cursor">Where the last page said to go on, or null to begin.</param>
    /// <exception cref="InvalidRequestException">The container takes no such prefix or cursor.</exception>
    Task<DocumentPage> ListAsync(string? prefix, int limit, string? cursor, CancellationToken cancellationToken);
}

/// <param name="Cursor">What to ask for the next page with; null after the last.</param>
public sealed record DocumentPage(IReadOnlyList<DocumentStatus> Documents, string? Cursor);
