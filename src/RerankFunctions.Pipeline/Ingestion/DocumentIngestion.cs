using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Diagnostics;
using RerankFunctions.Pipeline.Ingestion.Chunking;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Brings one state of a document into the index: read, chunk, embed, upsert, then remove what it replaces. Stopped at any point and run
/// again, it goes on where it was: chunks that are in are not embedded again.
/// </summary>
public sealed class DocumentIngestion(
    DocumentStore store,
    DocumentReaders readers,
    StructureChunker chunker,
    CohereClient cohere,
    DocumentIndex index,
    IndexingSettings settings,
    IOptions<CohereOptions> options,
    IOptions<ReadingOptions> limits,
    ProductMetrics metrics,
    ILogger<DocumentIngestion> logger)
{
    /// <summary>Ingests exactly this state of the document, or returns null if the blob is no longer in it.</summary>
    /// <exception cref="UnreadableDocumentException">No retry will help. What was indexed of the document is as it was.</exception>
    /// <exception cref="DependencyException">A service failed, retries included. Run it again.</exception>
    public async Task<IngestionResult?> IngestAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        var reader = readers.For(document.Name, document.ContentType);
        if (document.Length > limits.Value.MaxDocumentBytes)
            throw new UnreadableDocumentException(
                $"The document has {document.Length:N0} bytes; at most {limits.Value.MaxDocumentBytes:N0} are taken "
                + "(Reading__MaxDocumentBytes). Split it, or raise the setting.");

        await using var download = await store.OpenAsync(document, cancellationToken);
        if (download is null)
            return null;

        await using var content = await DocumentContent.DownloadAsync(download, cancellationToken);
        var version = new DocumentVersion(document, content.Hash, settings.Fingerprint);
        var (state, points) = await index.StateAsync(version, cancellationToken);
        if (state is IndexedState.Complete)
        {
            await index.CompleteAsync(version, points, cancellationToken);
            await index.RemoveStaleAsync(version, cancellationToken);
            metrics.Document("unchanged");
            logger.Unchanged(document.Name);
            return new IngestionResult(version.ContentHash, Chunks: null);
        }

        var work = new Progress();
        var blocks = reader.ReadAsync(content.Stream, new ReadingNotes(), cancellationToken);
        await Parallel.ForEachAsync(
            chunker.ChunkAsync(blocks, cancellationToken).Chunk(CohereClient.MaxTextsPerCall),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.EmbedConcurrency, CancellationToken = cancellationToken },
            async (chunks, token) =>
            {
                Interlocked.Add(ref work.Chunks, chunks.Length);
                var missing = state is IndexedState.Absent ? chunks : await index.MissingAsync(version, chunks, token);
                if (missing.Count == 0)
                    return;
                var embeddings = await cohere.EmbedDocumentsAsync([.. missing.Select(chunk => chunk.EmbeddingText)], token);
                Interlocked.Add(ref work.Tokens, embeddings.Tokens);
                metrics.Embedded("document", embeddings.Tokens);
                await index.UpsertAsync(version, missing, embeddings.Vectors, token);
            });

        if (work.Chunks > 0)
        {
            await index.CompleteAsync(version, work.Chunks, cancellationToken);
            await index.RemoveStaleAsync(version, cancellationToken);
        }
        else
        {
            await index.RemoveAsync(document.Name, cancellationToken);
        }

        metrics.Document("indexed");
        logger.Indexed(document.Name, work.Chunks, work.Tokens);
        return new IngestionResult(version.ContentHash, work.Chunks);
    }

    private sealed class Progress
    {
        public int Chunks;
        public int Tokens;
    }
}

/// <param name="Version">SHA-256 of the content, lower-case hex.</param>
/// <param name="Chunks">How many passages it has; null where it was indexed already and not read again.</param>
public sealed record IngestionResult(string Version, int? Chunks);
