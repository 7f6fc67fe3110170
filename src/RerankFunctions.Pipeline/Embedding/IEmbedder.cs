using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Embedding;

/// <summary>Makes vectors of texts. Whatever depends on the model asks this one: chunk sizes, the collection, the fingerprint.</summary>
internal interface IEmbedder
{
    EmbeddingModel Model { get; }

    /// <summary>The model of queries, as answers report it: another where they are made for another collection than documents are.</summary>
    string QueryModel => Model.Name;

    /// <summary>Embeds up to <see cref="EmbeddingModel.MaxBatch"/> chunks, with the patience of ingestion; one vector each, in their order.</summary>
    /// <exception cref="DependencyException">The service failed for longer than that, or refused.</exception>
    /// <exception cref="PutOffException">Other documents have all that may be embedded now.</exception>
    Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>
    /// Embeds queries in one call, while somebody waits; one vector each, in their order. Of a query that is longer than the model reads, the
    /// beginning and the end are embedded, and the notes say so.
    /// </summary>
    /// <exception cref="DependencyException">The service failed for longer than somebody waits, or refused.</exception>
    Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken);
}

/// <param name="Name">As answers report it. Part of what tells one collection's vectors from another's.</param>
/// <param name="Dimensions">Numbers in each vector.</param>
/// <param name="MaxTokens">What the model reads of a text; it drops the rest of a document's without a word.</param>
/// <param name="MaxBatch">The most texts in one call.</param>
/// <param name="Concurrency">Calls to have under way at once while a document is ingested.</param>
internal sealed record EmbeddingModel(string Name, int Dimensions, int MaxTokens, int MaxBatch, int Concurrency);

/// <param name="Vectors">One a text, in the order of the texts.</param>
/// <param name="Notes">What whoever asked should know of it; null for nothing.</param>
internal sealed record Embeddings(IReadOnlyList<float[]> Vectors, Usage Usage, IReadOnlyList<string>? Notes = null);
