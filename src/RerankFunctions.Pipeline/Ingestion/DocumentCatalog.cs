using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Tells where documents stand. Nothing is kept for it that could be out of date: the container says what there is, the index what is
/// found as it is now (by the blob's ETag), and the outcomes why something is not.
/// </summary>
public sealed class DocumentCatalog(DocumentStore store, DocumentIndex index, DocumentOutcomes outcomes)
{
    public const int MaxPageSize = 200;

    private const int OutcomeReadsAtOnce = 8;

    /// <summary>Where one document stands, or null if neither container nor index has one of that name.</summary>
    public async Task<DocumentStatus?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is { } document)
            return (await StatusesAsync([document], cancellationToken))[0];
        return (await index.FindAsync([name], cancellationToken)).TryGetValue(name, out var leaving)
            ? new DocumentStatus(
                name, DocumentState.Pending, leaving.Chunks, leaving.Version, "It was deleted; search finds it until its passages are removed.",
                Attempts: 0, Bytes: 0, leaving.Modified, leaving.IndexedAt)
            : null;
    }

    /// <summary>A page of documents in the order of their names.</summary>
    /// <param name="prefix">What their names begin with, or null for all.</param>
    /// <param name="from">Where the last page said to go on, or null to begin.</param>
    public async Task<DocumentPage> ListAsync(string? prefix, int limit, string? from, CancellationToken cancellationToken)
    {
        var (documents, next) = await store.ListAsync(prefix, limit, from, cancellationToken);
        return new DocumentPage(await StatusesAsync(documents, cancellationToken), next);
    }

    /// <summary>Where each of these stands, in their order.</summary>
    private async Task<IReadOnlyList<DocumentStatus>> StatusesAsync(
        IReadOnlyList<StoredDocument> documents, CancellationToken cancellationToken)
    {
        var indexed = documents.Count == 0
            ? new Dictionary<string, IndexedDocument>()
            : await index.FindAsync([.. documents.Select(document => document.Name)], cancellationToken);
        var statuses = new DocumentStatus[documents.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, documents.Count),
            new ParallelOptions { MaxDegreeOfParallelism = OutcomeReadsAtOnce, CancellationToken = cancellationToken },
            async (at, token) =>
            {
                var document = documents[at];
                statuses[at] = indexed.TryGetValue(document.Name, out var found) && found.ETag == document.ETag.ToString()
                    ? Of(document, found)
                    : Of(document, await outcomes.FindAsync(document, token));
            });
        return statuses;
    }

    private static DocumentStatus Of(StoredDocument document, IndexedDocument indexed) => new(
        document.Name, DocumentState.Indexed, indexed.Chunks, indexed.Version, Error: null, Attempts: 0, document.Length, document.Modified,
        indexed.IndexedAt);

    private static DocumentStatus Of(StoredDocument document, DocumentOutcome? outcome) => new(
        document.Name, outcome?.State ?? DocumentState.Pending, outcome?.State is DocumentState.Indexed ? 0 : null, outcome?.Version,
        outcome?.Error, outcome?.Attempts ?? 0, document.Length, document.Modified,
        outcome?.State is DocumentState.Indexed ? outcome.At : null);
}

/// <param name="Continuation">What to ask for the next page with; null after the last.</param>
public sealed record DocumentPage(IReadOnlyList<DocumentStatus> Documents, string? Continuation);
