using System.Text.Json;
using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Compares container and index, for whatever no trigger told of: events that were lost, a poison queue, changed settings. It goes in
/// pages, first over the container (documents not indexed as they are), then over the index (points without a document); each page says
/// where to go on, so that a caller can stop and resume. It only queues documents: synchronising them is the queue trigger's work.
/// </summary>
public sealed class Reconciliation(
    DocumentStore store, DocumentCatalog catalog, DocumentIndex index, IndexingSettings settings, DocumentQueue queue)
{
    public const int MaxPageSize = DocumentCatalog.MaxPageSize;

    /// <param name="cursor">What the last page gave, or null to begin.</param>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async Task<ReconciledPage> RunAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var (phase, from) = Parse(cursor);
        return phase is Phase.Container
            ? await RequeueAsync(from, limit, cancellationToken)
            : await RemoveOrphansAsync(from, limit, cancellationToken);
    }

    private async Task<ReconciledPage> RequeueAsync(string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await catalog.ListAsync(prefix: null, limit, from, cancellationToken);
        var outdated = await OutdatedAsync(page.Documents, cancellationToken);
        foreach (var name in outdated)
            await queue.EnqueueAsync(name, cancellationToken);
        var next = page.Continuation is null ? Format(Phase.Index, null) : Format(Phase.Container, page.Continuation);
        return new ReconciledPage(page.Documents.Count, outdated, [], next);
    }

    /// <summary>
    /// Pending ones, those indexed under other settings, and those given up on because a service failed. Not the unreadable: another try
    /// would read the same bytes.
    /// </summary>
    private async Task<IReadOnlyList<string>> OutdatedAsync(IReadOnlyList<DocumentStatus> documents, CancellationToken cancellationToken)
    {
        var indexed = documents.Count == 0 ? null : await index.FindAsync([.. documents.Select(document => document.Name)], cancellationToken);
        return
        [
            .. documents
                .Where(document => document.State switch
                {
                    DocumentState.Pending => true,
                    DocumentState.Failed => document.Attempts >= DocumentSynchronizer.MaxAttempts,
                    DocumentState.Indexed => indexed!.TryGetValue(document.Name, out var found) && found.Settings != settings.Fingerprint,
                    _ => false,
                })
                .Select(document => document.Name),
        ];
    }

    private async Task<ReconciledPage> RemoveOrphansAsync(string? from, int limit, CancellationToken cancellationToken)
    {
        var (names, next) = await index.NamesAsync(limit, from, cancellationToken);
        var orphans = new List<string>();
        foreach (var name in names)
        {
            if (await store.FindAsync(name, cancellationToken) is not null)
                continue;
            await queue.EnqueueAsync(name, cancellationToken);
            orphans.Add(name);
        }

        return new ReconciledPage(names.Count, [], orphans, next is null ? null : Format(Phase.Index, next));
    }

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
            throw new FormatException("This is not a cursor that reconciliation gave.", foreign);
        }

        throw new FormatException("This is not a cursor that reconciliation gave.");
    }

    private enum Phase
    {
        Container,
        Index,
    }
}

/// <summary>One page of a reconciliation.</summary>
/// <param name="Checked">Documents looked at.</param>
/// <param name="Requeued">Documents in the container that are not indexed as they are, and now wait in the queue.</param>
/// <param name="Orphaned">Documents in the index that the container no longer has; the queue removes them.</param>
/// <param name="Cursor">What to go on with; null when all is compared.</param>
public sealed record ReconciledPage(int Checked, IReadOnlyList<string> Requeued, IReadOnlyList<string> Orphaned, string? Cursor);
