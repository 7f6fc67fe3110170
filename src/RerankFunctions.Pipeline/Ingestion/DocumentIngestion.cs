using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Brings one state of a document into the index: read, chunk, embed, upsert, mark, then remove what it replaces. Stopped at any point and run
/// again, it goes on where it was: chunks that are in are neither embedded nor written again. Other runs may be at work on the same document:
/// before every write it asks what is there, and at its end whether the index is as it should be.
/// </summary>
internal sealed class DocumentIngestion(
    IDocumentSource source,
    DocumentReaders readers,
    StructureChunker chunker,
    IEmbedder embedder,
    IDocumentIndex index,
    StalePoints stale,
    IndexFingerprint fingerprint,
    IOptions<ReadingOptions> limits,
    IOptions<IngestionOptions> options,
    TemporarySpace temporary,
    ProductMetrics metrics)
{
    /// <summary>Ingests exactly this state of the document. Where the index is as it should be already, nothing is written.</summary>
    /// <returns>Indexed, Empty, Archived, Unchanged, GaveWay, PutOff or Superseded.</returns>
    /// <exception cref="UnreadableDocumentException">No retry will help. What was indexed of the document is as it was.</exception>
    /// <exception cref="DependencyException">A service failed, retries included. Run it again.</exception>
    public async Task<IngestionOutcome> IngestAsync(StoredDocument document, DocumentRun run, CancellationToken cancellationToken)
    {
        if (source.FlawOf(document.Id) is { } flaw)
            throw new UnreadableDocumentException(flaw, unsupported: true);
        var reader = readers.For(document.Name, document.ContentType);
        if (document.Length > limits.Value.MaxDocumentBytes)
            throw new UnreadableDocumentException(
                $"The document has {document.Length:N0} bytes; at most {limits.Value.MaxDocumentBytes:N0} are taken "
                + "(Reading__MaxDocumentBytes). Split it, or raise the setting.");
        var indexed = (await index.FindAsync([document.Id], cancellationToken)).GetValueOrDefault(document.Id);
        if (indexed?.IsExactly(document) is true && (!run.Anew || document.IsArchived || fingerprint.IsCurrent(document, indexed)))
            return new IngestionOutcome.Unchanged();
        if (document.IsArchived)
            return await stale.RemoveAsync(document.Id, document, version: null, cancellationToken)
                ? new IngestionOutcome.Archived()
                : new IngestionOutcome.Superseded();

        // Its own bytes, and as many again for its chunks.
        using var space = await temporary.TakeAsync(2 * document.Length, cancellationToken);
        await using var content = await source.DownloadAsync(document, cancellationToken);
        if (content is null)
            return new IngestionOutcome.Superseded();

        // What is indexed in another way than it would be now stays as it is until somebody asks.
        var version = new DocumentVersion(
            document, content.Hash, !run.Anew && indexed?.Version == content.Hash ? indexed.Fingerprint : fingerprint.For(reader));
        if (await index.CompleteAsync(version, cancellationToken) is { } there)
            return await FinishAsync(version, there, notes: null, new IngestionOutcome.Unchanged(), cancellationToken);

        var notes = new ReadingNotes();
        await using var chunks = await CountedChunks.ReadAsync(
            chunker.ChunkAsync(reader.ReadAsync(content.Stream, notes, cancellationToken), cancellationToken), options.Value.MaxPassages,
            cancellationToken);
        var tokens = await AddAsync(version, chunks, run, cancellationToken);
        if (run.PutOffFor is { } reason)
            return new IngestionOutcome.PutOff(reason);
        if (run.GaveWay)
            return new IngestionOutcome.GaveWay();
        if (chunks.Count > 0)
            return await FinishAsync(
                version, chunks.Count, notes, new IngestionOutcome.Indexed(version.ContentHash, chunks.Count, tokens), cancellationToken);
        return await stale.RemoveAsync(document.Id, document, version: null, cancellationToken)
            ? new IngestionOutcome.Empty(version.ContentHash, version.Fingerprint, notes.All)
            : new IngestionOutcome.Superseded();
    }

    /// <summary>Whether the index has exactly this version of the document.</summary>
    private async Task<bool> IsIndexedAsync(DocumentVersion version, CancellationToken cancellationToken)
        => (await index.FindAsync([version.Document.Id], cancellationToken)).TryGetValue(version.Document.Id, out var indexed)
            && indexed.IsExactly(version.Document) && indexed.Fingerprint == version.Fingerprint;

    /// <summary>Adds what the index lacks of the version, several calls at once.</summary>
    /// <returns>Tokens embedded.</returns>
    private async Task<long> AddAsync(DocumentVersion version, CountedChunks chunks, DocumentRun run, CancellationToken cancellationToken)
    {
        var tokens = 0L;
        await ConcurrentBatches.ForEachAsync(
            chunks.All.Chunk(embedder.Model.MaxBatch).TakeWhile(_ => run.GoesOn()),
            embedder.Model.Concurrency,
            async (batch, token) =>
            {
                var missing = await index.MissingAsync(version, batch, token);
                if (missing.Count == 0)
                    return;
                try
                {
                    var embeddings = await embedder.EmbedDocumentsAsync([.. missing.Select(chunk => chunk.EmbeddingText)], token);
                    Interlocked.Add(ref tokens, embeddings.Usage.Amount);
                    metrics.Billed(embeddings.Usage, "document");
                    await UpsertAsync(version, missing, embeddings.Vectors, token);
                    run.Progressed();
                }
                catch (PutOffException putOff)
                {
                    run.PutOff(putOff.Message); // Batches that have their turn are brought to their end.
                }
            },
            cancellationToken);
        return tokens;
    }

    /// <summary>Another run may have added them while they were embedded, and marked them, which writing them again would undo.</summary>
    private async Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        var missing = (await index.MissingAsync(version, chunks, cancellationToken)).Select(chunk => chunk.Ordinal).ToHashSet();
        var wanted = chunks.Zip(vectors).Where(pair => missing.Contains(pair.First.Ordinal)).ToList();
        if (wanted.Count > 0)
            // Not to be cancelled: Qdrant may carry out a call that was given up on, after what is left of this version was removed.
            await index.UpsertAsync(
                version, [.. wanted.Select(pair => pair.First)], [.. wanted.Select(pair => pair.Second)], CancellationToken.None);
    }

    /// <summary>Makes search find the version, whose chunks are all in, and nothing else of the document.</summary>
    /// <returns>The outcome, or Superseded if the blob or the index changed meanwhile.</returns>
    private async Task<IngestionOutcome> FinishAsync(
        DocumentVersion version, int chunks, ReadingNotes? notes, IngestionOutcome outcome, CancellationToken cancellationToken)
    {
        var document = version.Document;
        if ((await source.FindAsync(document.Id, cancellationToken))?.ETag != document.ETag)
            return new IngestionOutcome.Superseded();
        await index.MarkAsync(version, chunks, notes, cancellationToken);
        return await stale.RemoveAsync(document.Id, document, version, cancellationToken) && await IsIndexedAsync(version, cancellationToken)
            ? outcome
            : new IngestionOutcome.Superseded();
    }
}
