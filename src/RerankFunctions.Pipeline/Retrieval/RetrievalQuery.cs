using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>What to retrieve.</summary>
/// <param name="Scope">The documents that may be found at all.</param>
/// <param name="Queries">One or more; what they find is fused to one ranking.</param>
/// <param name="Filter">What narrows the search, or null.</param>
/// <param name="Limit">Candidates.</param>
/// <param name="Mode">One of the retriever's.</param>
/// <param name="Explain">Whether to tell the lists too that candidates were taken from.</param>
internal sealed record RetrievalQuery(
    DocumentScope Scope, IReadOnlyList<EmbeddedQuery> Queries, SearchFilter? Filter, int Limit, string Mode, bool Explain = false);

/// <param name="Vector">The text's, by the model and of the dimensions of the index.</param>
internal sealed record EmbeddedQuery(string Text, float[] Vector);
