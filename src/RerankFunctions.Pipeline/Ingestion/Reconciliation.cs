using System.Text.Json;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// It goes in pages, first over the container (documents not indexed as they are), then over the index (points without a document); each
/// page says where to go on, so that a caller can stop and resume. It only queues documents: synchronising them is the queue trigger's work.
/// </summary>
internal sealed class Reconciliation(
    DocumentStore store, DocumentCatalog catalog, IDocumentIndex index, IndexFingerprint fingerprint, DocumentQueue queue) : IReconciliation
{
    public async Task<ReconciledPage> RunAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var (phase, from) = Parse(cursor);
        return phase is Phase.Container
            ? await RequeueAsync(from, limit, cancellationToken)
            : await RemoveOrphansAsync(from, limit, cancellationToken);
    }

    private async Task<ReconciledPage> RequeueAsync(string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await catalog.LookUpAsync(prefix: null, limit, from, cancellationToken);
        var outdated = page.Items.Where(IsOutdated).Select(entry => entry.Document.Id).ToList();
        foreach (var document in outdated)
            await queue.EnqueueAsync(document, cancellationToken);
        var next = page.Cursor is null ? Format(Phase.Index, null) : Format(Phase.Container, page.Cursor);
        return new ReconciledPage(page.Items.Count, Names(outdated), [], next);
    }

    /// <summary>
    /// Pending ones, those indexed in another way than they would be now, and those given up on because a service failed. Not the unreadable:
    /// another try would read the same bytes.
    /// </summary>
    private bool IsOutdated(CatalogEntry entry) => entry.Status.State switch
    {
        DocumentState.Pending => true,
        DocumentState.Failed => entry.Status.Attempts >= IDocumentSynchronizer.MaxAttempts,
        DocumentState.Indexed => entry.Indexed is { } indexed && !fingerprint.IsCurrent(entry.Document, indexed),
        _ => false,
    };

    private async Task<ReconciledPage> RemoveOrphansAsync(string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await index.ListAsync(DocumentScope.All, limit, from, cancellationToken);
        var (leftover, orphans) = (new List<DocumentId>(), new List<DocumentId>());
        var documents = page.Items.ToLookup(item => item.Document, item => item.ETag);
        foreach (var points in documents)
        {
            var document = await store.FindAsync(points.Key, cancellationToken);
            if (points.All(eTag => eTag == document?.ETag))
                continue;
            await queue.EnqueueAsync(points.Key, cancellationToken);
            (document is null ? orphans : leftover).Add(points.Key);
        }

        return new ReconciledPage(
            documents.Count, Names(leftover), Names(orphans), page.Cursor is null ? null : Format(Phase.Index, page.Cursor));
    }

    private static string[] Names(IEnumerable<DocumentId> documents) => [.. documents.Select(document => document.Name)];

    private static string Format(Phase phase, string? from)
        => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<string?[]>([phase.ToString(), from]));

    private static (Phase Phase, string? From) Parse(string? cursor)
    {
        if (cursor is null)
            return (Phase.Container, null);
        try
        {
            if (JsonSerializer.Deserialize<string?[]>(Convert.FromBase64String(cursor)) is [{ } phase, var from])
                return (Enum.Parse<Phase>(phase), from);
        }
        catch (Exception foreign) when (foreign is JsonException or FormatException or ArgumentException)
        {
            // Told below.
        }

        throw new InvalidRequestException("cursor", "This is not a cursor that reconciliation gave.");
    }

    private enum Phase
    {
        Container,
        Index,
    }
}
