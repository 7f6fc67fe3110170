namespace RerankFunctions.Pipeline.Cohere;

/// <summary>What a call to Cohere is for, and with that how long it may take, retries and all.</summary>
internal enum CohereCallPurpose
{
    /// <summary>Ingestion: nobody waits, so many and long retries.</summary>
    Ingestion,

    /// <summary>The embedding of a query: without it there is no answer.</summary>
    Query,

    /// <summary>Reranking: the answer can do without, so it must fail soon.</summary>
    Rerank,
}
