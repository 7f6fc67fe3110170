using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Nothing is kept for it that could be out of date: the container says what there is, the index what is found as it is now (by the blob's
/// ETag), and the outcomes why something is not.
/// </summary>
internal sealed class DocumentCatalog(
    DocumentStore store, IDocumentIndex index, IDocumentOutcomes outcomes, IndexFingerprint fingerprint, TimeProvider clock) : IDocumentCatalog
{
    private const int OutcomeReadsAtOnce = 8;

    /// <summary>Between two looks at a document that is waited for.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.3);

    public async Task<DocumentStatus?> FindAsync(DocumentId document, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(document, cancellationToken) is { } stored)
            return (await TellAsync(await LookUpAsync([stored], cancellationToken), cancellationToken))[0];
        return (await index.FindAsync([document], cancellationToken)).TryGetValue(document, out var leaving)
            ? new DocumentStatus(
                document.Name, DocumentState.Pending, leaving.Chunks, leaving.Version,
                "It was deleted; search finds it until its passages are removed.", leaving.Notes, Attempts: 0, Bytes: 0,
                leaving.Modified, leaving.IndexedAt, ETag: null)
            : null;
    }

    public async Task<DocumentStatus?> WaitAsync(DocumentId document, string eTag, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var ended = new CancellationTokenSource(patience, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, cancellationToken);
        try
        {
            while (await store.FindAsync(document, waiting.Token) is { } stored && stored.ETag == eTag)
            {
                var status = (await LookUpAsync([stored], waiting.Token))[0].Status;
                if (status.State is not DocumentState.Pending)
                    return status;
                await Task.Delay(Interval, clock, waiting.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It is pending still.
        }

        return null;
    }

    public async Task<DocumentPage> ListAsync(string? prefix, int limit, string? cursor, CancellationToken cancellationToken)
    {
        // The account would repeat it in an answer that is no XML then.
        if (prefix is not null && BlobNames.RefusedCharacterOf(prefix) is { } refused)
            throw new InvalidRequestException("prefix", $"No name has the character {refused}.");
        var page = await LookUpAsync(prefix, limit, cursor, cancellationToken);
        return new DocumentPage(await TellAsync(page.Items, cancellationToken), page.Cursor);
    }

    /// <inheritdoc cref="ListAsync"/>
    public async Task<ListPage<CatalogEntry>> LookUpAsync(string? prefix, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(prefix, limit, cursor, cancellationToken);
        return new ListPage<CatalogEntry>(await LookUpAsync(page.Items, cancellationToken), page.Cursor);
    }

    /// <summary>Where they stand, with how much of the pending ones is in so far.</summary>
    private async Task<IReadOnlyList<DocumentStatus>> TellAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        StoredDocument[] pending = [.. entries.Where(entry => entry.Status.State is DocumentState.Pending).Select(entry => entry.Document)];
        if (pending.Length == 0)
            return [.. entries.Select(entry => entry.Status)];
        var counts = await index.CountAsync(pending, cancellationToken);
        return
        [
            .. entries.Select(entry => entry.Status.State is DocumentState.Pending
                ? entry.Status with { Chunks = counts.GetValueOrDefault(entry.Document.Id) }
                : entry.Status),
        ];
    }

    /// <summary>Whether there is anything to do for a document.</summary>
    /// <param name="anew">Whether it is in order only as it would be indexed now.</param>
    public async Task<DocumentLook> LookAsync(DocumentId document, bool anew, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(document, cancellationToken) is not { } stored)
            return new DocumentLook(Document: null, IsInOrder: false, Attempts: 0);
        var entry = (await LookUpAsync([stored], cancellationToken))[0];
        var isInOrder = entry.Status.State switch
        {
            DocumentState.Indexed or DocumentState.Empty => !anew || !entry.Status.Outdated,
            DocumentState.Failed => entry.Status.Attempts < IDocumentSynchronizer.MaxAttempts,
            DocumentState.Unsupported => true,
            _ => false,
        };
        return new DocumentLook(stored, isInOrder, entry.Status.Attempts);
    }

    /// <summary>Where each of these stands, in their order.</summary>
    private async Task<IReadOnlyList<CatalogEntry>> LookUpAsync(IReadOnlyList<StoredDocument> documents, CancellationToken cancellationToken)
    {
        var indexed = documents.Count == 0
            ? new Dictionary<DocumentId, IndexedDocument>()
            : await index.FindAsync([.. documents.Select(document => document.Id)], cancellationToken);
        var entries = new CatalogEntry[documents.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, documents.Count),
            new ParallelOptions { MaxDegreeOfParallelism = OutcomeReadsAtOnce, CancellationToken = cancellationToken },
            async (at, token) =>
            {
                var document = documents[at];
                var found = indexed.GetValueOrDefault(document.Id);
                entries[at] = found?.IsExactly(document) is true
                    ? new CatalogEntry(document, IndexedStatus(document, found), found)
                    : new CatalogEntry(document, OtherStatus(document, found, await outcomes.FindAsync(document, token)), Indexed: null);
            });
        return entries;
    }

    private DocumentStatus IndexedStatus(StoredDocument document, IndexedDocument indexed) => new(
        document.Name, DocumentState.Indexed, indexed.Chunks, indexed.Version, Error: null, indexed.Notes, Attempts: 0, document.Length,
        document.Modified, indexed.IndexedAt, document.ETag, Outdated: !fingerprint.IsCurrent(document, indexed));

    private DocumentStatus OtherStatus(StoredDocument document, IndexedDocument? found, DocumentOutcome? outcome)
    {
        // Nothing is noted of it: what is not in the archive any more is to be indexed.
        if (found is null && document.IsArchived)
            return new DocumentStatus(
                document.Name, DocumentState.Failed, Chunks: null, Version: null, StoredDocument.InArchive, Notes: [], Attempts: 0, document.Length,
                document.Modified, Indexed: null, document.ETag);

        // Search finds something that is not to be found any more.
        if (found is not null && outcome is not (null or { State: DocumentState.Pending }
            or { State: DocumentState.Failed, Attempts: >= IDocumentSynchronizer.MaxAttempts }))
            outcome = null;

        // Documents without text were once kept as indexed with no passages.
        var state = outcome?.State is DocumentState.Indexed ? DocumentState.Empty : outcome?.State ?? DocumentState.Pending;
        return new DocumentStatus(
            document.Name, state, state is DocumentState.Empty ? 0 : null, outcome?.Version, outcome?.Error, outcome?.Notes ?? [],
            outcome?.Attempts ?? 0, document.Length, document.Modified, state is DocumentState.Empty ? outcome?.At : null, document.ETag,
            // Another reader may find text in it.
            Outdated: state is DocumentState.Empty && !fingerprint.IsCurrent(document, outcome?.Fingerprint));
    }
}

/// <param name="Indexed">What the index has of exactly this state of the document, or null.</param>
internal sealed record CatalogEntry(StoredDocument Document, DocumentStatus Status, IndexedDocument? Indexed);

/// <param name="Document">As it is; null if it is gone.</param>
/// <param name="IsInOrder">
/// The index holds exactly this state of it, or it is known that it has nothing to index or cannot be read: another run would change nothing.
/// </param>
/// <param name="Attempts">Tries that did not succeed on it as it is.</param>
internal sealed record DocumentLook(StoredDocument? Document, bool IsInOrder, int Attempts);
