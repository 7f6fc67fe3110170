using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Cohere's embed models.</summary>
internal sealed class CohereEmbedder(
    CohereClient cohere, EmbedInputLimiter limiter, IOptions<CohereOptions> options, IOptions<VectorOptions> vectors) : IEmbedder
{
    /// <summary>What embed v3 models read of a text (https://docs.cohere.com/docs/models#embed); later ones read more.</summary>
    private const int MaxTokens = 512;

    private const string CutAtTheEnd = "END", RefusedIfTooLong = "NONE";

    public EmbeddingModel Model { get; } = new(
        options.Value.EmbedModel, vectors.Value.VectorSize, MaxTokens, CohereClient.MaxTextsPerCall, options.Value.EmbedConcurrency);

    public string QueryModel => options.Value.ModelOfQueries;

    public async Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await limiter.WaitAsync(texts.Count, cancellationToken);
        var (embedded, tokens) = await cohere.EmbedAsync(
            CohereCallPurpose.Ingestion, "search_document", texts, CutAtTheEnd, cancellationToken);
        return new Embeddings(embedded, UsageOf(tokens));
    }

    public async Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        try
        {
            var (embedded, tokens) = await QueryAsync(queries, cancellationToken);
            return new Embeddings(embedded, UsageOf(tokens));
        }
        catch (DependencyException refusal) when (MayBeTooLong(refusal, queries))
        {
            return await EmbedEachAsync(queries, cancellationToken);
        }
    }

    /// <summary>One by one, since Cohere refuses all for one that is too long.</summary>
    private async Task<Embeddings> EmbedEachAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        var (all, tokens, notes) = (new List<float[]>(), 0L, new List<string>());
        foreach (var query in queries)
        {
            var (asked, vector, billed) = await EmbedWhatFitsAsync(query, queries.Count == 1, cancellationToken);
            all.Add(vector);
            tokens += billed;
            if (asked != query)
                notes.Add(
                    $"The query of {query.Length:N0} characters is longer than {QueryModel} reads: it was looked for by its beginning and its end, "
                    + $"without {query.Length - asked.Length:N0} characters between them.");
        }

        return new Embeddings(all, UsageOf(tokens), notes);
    }

    private async Task<(string Asked, float[] Vector, long Tokens)> EmbedWhatFitsAsync(
        string query, bool isAlone, CancellationToken cancellationToken)
    {
        // Alone, it has just been refused whole.
        var ends = QueryEnds.Shorten(query, MaxTokens);
        foreach (var asked in isAlone ? ends : ends.Prepend(query))
        {
            try
            {
                var (vectors, tokens) = await QueryAsync([asked], cancellationToken);
                return (asked, vectors[0], tokens);
            }
            catch (DependencyException refusal) when (MayBeTooLong(refusal, [asked]))
            {
                // Less of it, then.
            }
        }

        throw new InvalidOperationException("Cohere refused a query that is short enough for any model.");
    }

    private Task<(float[][] Vectors, long Tokens)> QueryAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
        => cohere.EmbedAsync(CohereCallPurpose.Query, "search_query", queries, RefusedIfTooLong, cancellationToken);

    /// <summary>
    /// Cohere's documents say that it refuses, not in which words: so whatever it refuses of a long query is tried with less of it, and what else
    /// is wrong with it will be refused to the last.
    /// </summary>
    private static bool MayBeTooLong(DependencyException refusal, IEnumerable<string> queries)
        => CohereFailure.IsOfContent(refusal) && queries.Any(query => QueryEnds.CanBeTooLong(query, MaxTokens));

    private static Usage UsageOf(long tokens) => new(CohereClient.Name, Usage.Tokens, tokens);
}
