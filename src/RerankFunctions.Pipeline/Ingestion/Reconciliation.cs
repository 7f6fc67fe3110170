using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// It goes in pages, first over the container (documents not indexed as they are), then over the index (points without a document); each
/// page says where to go on, so that a caller can stop and resume. It only queues documents: synchronising them is the queue trigger's work.
/// </summary>
internal sealed class Reconciliation(
    DocumentStore store, DocumentCatalog catalog, IDocumentIndex index, IVectorBackfill vectors, DocumentQueue queue, RepairNote note,
    IOptions<IngestionOptions> options, IOptions<ChunkingOptions> chunking, ILogger<Reconciliation> logger) : IReconciliation
{
    /// <summary>Documents that may always be removed, as long as others are left.</summary>
    private const int LeastRemoved = 10;

    /// <summary>Of a container's listing and of the index.</summary>
    private const int SurveyPage = 1000;

    public async Task<ReconciledPage> RunAsync(ReconciliationRequest request, CancellationToken cancellationToken)
    {
        var cursor = ReconciliationCursor.Parse(request.Cursor);
        return cursor.Phase is ReconciliationPhase.Container
            ? await RequeueAsync(request, cursor, cancellationToken)
            : await RemoveOrphansAsync(request, cursor, cancellationToken);
    }

    public async Task RepairAsync(CancellationToken cancellationToken)
    {
        var (stored, queued) = (new Dictionary<DocumentId, string>(), new HashSet<DocumentId>());
        string? cursor = null;
        do
        {
            var page = await catalog.LookUpAsync(prefix: null, IReconciliation.MaxPageSize, cursor, cancellationToken);
            foreach (var entry in page.Items)
            {
                stored[entry.Document.Id] = entry.Document.ETag;
                if (NeedsRepair(entry) && queued.Add(entry.Document.Id))
                    await queue.EnqueueAsync(entry.Document.Id, cancellationToken);
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);

        var (orphans, leftover) = await SurveyIndexAsync(stored, cancellationToken);
        foreach (var document in leftover.Where(queued.Add))
            await queue.EnqueueAsync(document, cancellationToken);
        if (await MayRemoveAsync(orphans.Count, stored.Count, cancellationToken))
        {
            foreach (var document in orphans)
                await queue.EnqueueAsync(document, cancellationToken);
            logger.Repaired(stored.Count, queued.Count, orphans.Count);
        }
    }

    public Task<string?> RefusedAsync(CancellationToken cancellationToken) => note.FindAsync(cancellationToken);

    private async Task<ReconciledPage> RequeueAsync(ReconciliationRequest request, ReconciliationCursor cursor, CancellationToken cancellationToken)
    {
        var page = await catalog.LookUpAsync(prefix: null, request.Limit, cursor.From, cancellationToken);
        var requeued = page.Items.Where(
            entry => NeedsRepair(entry) || (request.Outdated && entry.Status.Outdated && !entry.Document.IsArchived)).ToList();
        foreach (var entry in requeued.Where(_ => !request.DryRun))
            await queue.EnqueueAsync(new DocumentChange(entry.Document.Id, Anew: entry.Status.Outdated), TimeSpan.Zero, cancellationToken);
        var next = page.Cursor is { } from
            ? cursor with { From = from }
            : new ReconciliationCursor(
                ReconciliationPhase.Index, From: null, request.Force || request.DryRun || await MayRemoveAsync(cancellationToken));
        var passages = requeued.Sum(entry => (long)(entry.Indexed?.Chunks ?? 0));
        return new ReconciledPage(
            page.Items.Count, Names(requeued.Select(entry => entry.Document.Id)), [], [], passages,
            passages * (chunking.Value.MaxTokens + ChunkingOptions.ContextTokens), next.Format());
    }

    /// <summary>
    /// Pending ones, and those given up on because a service failed. Not those that are indexed as they are, in whatever way: that costs
    /// embedding, and nobody has asked. Nor the unreadable: another try would read the same bytes.
    /// </summary>
    private static bool NeedsRepair(CatalogEntry entry) => entry.Status.State switch
    {
        DocumentState.Pending => true,
        DocumentState.Failed => entry.Status.Attempts >= IDocumentSynchronizer.MaxAttempts,
        _ => false,
    };

    private async Task<ReconciledPage> RemoveOrphansAsync(
        ReconciliationRequest request, ReconciliationCursor cursor, CancellationToken cancellationToken)
    {
        // A page of points is looked at and as many are filled: when all are looked at, none is left.
        if (request.Outdated && !request.DryRun)
            await vectors.FillAsync(request.Limit, cancellationToken);
        var page = await index.ListAsync(DocumentScope.All, request.Limit, cursor.From, cancellationToken);
        var (leftover, orphans) = (new List<DocumentId>(), new List<DocumentId>());
        var documents = page.Items.ToLookup(item => item.Document, item => item.ETag);
        var mayRemove = cursor.MayRemove || request.Force;
        foreach (var points in documents)
        {
            var document = await store.FindAsync(points.Key, cancellationToken);
            if (points.All(eTag => eTag == document?.ETag))
                continue;
            (document is null ? orphans : leftover).Add(points.Key);
            if (!request.DryRun && (document is not null || mayRemove))
                await queue.EnqueueAsync(points.Key, cancellationToken);
        }

        if (page.Cursor is null && request is { Force: true, DryRun: false })
            await note.SaveAsync(refused: null, cancellationToken);
        return new ReconciledPage(
            documents.Count, Names(leftover), mayRemove ? Names(orphans) : [], mayRemove ? [] : Names(orphans), Passages: 0, Tokens: 0,
            page.Cursor is { } from ? (cursor with { From = from }).Format() : null);
    }

    private async Task<bool> MayRemoveAsync(CancellationToken cancellationToken)
    {
        var stored = new Dictionary<DocumentId, string>();
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(prefix: null, SurveyPage, cursor, cancellationToken);
            foreach (var document in page.Items)
                stored[document.Id] = document.ETag;
            cursor = page.Cursor;
        }
        while (cursor is not null);

        var (orphans, _) = await SurveyIndexAsync(stored, cancellationToken);
        return await MayRemoveAsync(orphans.Count, stored.Count, cancellationToken);
    }

    /// <summary>
    /// A wrong container, a listing that ends early or a rule that hides documents must not empty the index.
    /// </summary>
    /// <returns>Whether the documents that the container does not have are few enough to be removed. If not, that is noted.</returns>
    private async Task<bool> MayRemoveAsync(int orphans, int stored, CancellationToken cancellationToken)
    {
        var most = stored == 0 ? 0 : Math.Max(LeastRemoved, (int)((stored + orphans) * options.Value.MaxRemovedPercent / 100.0));
        var refused = orphans > most
            ? $"{orphans} documents of the index are not in the container, which has {stored}: {most} at most are removed at once. "
                + "POST /api/reconcile?force=true removes them."
            : null;
        if (refused is not null)
            logger.RemovalRefused(refused);
        if (refused is not null || await note.FindAsync(cancellationToken) is not null)
            await note.SaveAsync(refused, cancellationToken);
        return refused is null;
    }

    /// <summary>Documents of the index that are not in the container, and those that have points of another state than the container's.</summary>
    private async Task<(HashSet<DocumentId> Orphans, HashSet<DocumentId> Leftover)> SurveyIndexAsync(
        Dictionary<DocumentId, string> stored, CancellationToken cancellationToken)
    {
        var (missing, leftover) = (new HashSet<DocumentId>(), new HashSet<DocumentId>());
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(DocumentScope.All, SurveyPage, cursor, cancellationToken);
            foreach (var (document, eTag) in page.Items)
            {
                if (!stored.TryGetValue(document, out var current))
                    missing.Add(document);
                else if (current != eTag)
                    leftover.Add(document);
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);

        // Uploaded since, or left out by the listing.
        foreach (var document in missing.ToList())
        {
            if (await store.FindAsync(document, cancellationToken) is not null)
                missing.Remove(document);
        }

        return (missing, leftover);
    }

    private static string[] Names(IEnumerable<DocumentId> documents) => [.. documents.Select(document => document.Name)];
}
