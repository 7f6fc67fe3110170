using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Brings one state of a document into the index: read, chunk, embed, upsert, then remove what it replaces. Stopped at any point and run
/// again, it goes on where it was: chunks that are in are not embedded again.
/// </summary>
internal sealed class DocumentIngestion(
    DocumentStore store,
    DocumentReaders readers,
    StructureChunker chunker,
    IEmbedder embedder,
    IDocumentIndex index,
    IndexFingerprint fingerprint,
    IOptions<ReadingOptions> limits,
    ProductMetrics metrics)
{
    /// <summary>Ingests exactly this state of the document.</summary>
    /// <returns>Indexed, Empty, Unchanged, GaveWay or Superseded.</returns>
    /// <exception cref="UnreadableDocumentException">No retry will help. What was indexed of the document is as it was.</exception>
    /// <exception cref="DependencyException">A service failed, retries included. Run it again.</exception>
    public async Task<IngestionOutcome> IngestAsync(StoredDocument document, DocumentRun run, CancellationToken cancellationToken)
    {
        var reader = readers.For(document.Name, document.ContentType);
        if (document.Length > limits.Value.MaxDocumentBytes)
            throw new UnreadableDocumentException(
                $"The document has {document.Length:N0} bytes; at most {limits.Value.MaxDocumentBytes:N0} are taken "
                + "(Reading__MaxDocumentBytes). Split it, or raise the setting.");

        await using var content = await store.DownloadAsync(document, cancellationToken);
        if (content is null)
            return new IngestionOutcome.Superseded();

        var version = new DocumentVersion(document, content.Hash, fingerprint.For(reader));
        var (state, points) = await index.StateAsync(version, cancellationToken);
        if (state is IndexedState.Complete)
        {
            await index.CompleteAsync(version, points, notes: null, cancellationToken);
            await index.RemoveStaleAsync(version, cancellationToken);
            return new IngestionOutcome.Unchanged();
        }

        var notes = new ReadingNotes();
        var (chunks, tokens) = await IndexAsync(
            version, state, reader.ReadAsync(content.Stream, notes, cancellationToken), run, cancellationToken);
        if (run.GaveWay)
            return new IngestionOutcome.GaveWay();
        if (chunks == 0)
        {
            await index.RemoveAsync(document.Id, cancellationToken);
            return new IngestionOutcome.Empty(version.ContentHash, notes.All);
        }

        await index.CompleteAsync(version, chunks, notes.All, cancellationToken);
        await index.RemoveStaleAsync(version, cancellationToken);
        return new IngestionOutcome.Indexed(version.ContentHash, chunks, tokens);
    }

    /// <summary>Adds what the index lacks of the version, several calls at once.</summary>
    /// <returns>Chunks of the document, and tokens embedded.</returns>
    private async Task<(int Chunks, long Tokens)> IndexAsync(
        DocumentVersion version, IndexedState state, IAsyncEnumerable<Block> blocks, DocumentRun run, CancellationToken cancellationToken)
    {
        var (count, tokens) = (0, 0L);
        await Parallel.ForEachAsync(
            chunker.ChunkAsync(blocks, cancellationToken).Chunk(embedder.Model.MaxBatch).TakeWhile(_ => run.GoesOn()),
            new ParallelOptions { MaxDegreeOfParallelism = embedder.Model.Concurrency, CancellationToken = cancellationToken },
            async (chunks, token) =>
            {
                Interlocked.Add(ref count, chunks.Length);
                var missing = state is IndexedState.Absent ? chunks : await index.MissingAsync(version, chunks, token);
                if (missing.Count == 0)
                    return;
                var embeddings = await embedder.EmbedDocumentsAsync([.. missing.Select(chunk => chunk.EmbeddingText)], token);
                Interlocked.Add(ref tokens, embeddings.Usage.Amount);
                metrics.Billed(embeddings.Usage, "document");
                await index.UpsertAsync(version, missing, embeddings.Vectors, token);
                run.Progressed();
            });
        return (count, tokens);
    }
}
