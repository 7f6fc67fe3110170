using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>What to retrieve.</summary>
/// <param name="Scope">The documents that may be found at all.</param>
/// <param name="Text">The query.</param>
/// <param name="Vector">The query's, by the model and of the dimensions of the index.</param>
/// <param name="Filter">What narrows the search, or null.</param>
/// <param name="Limit">Candidates.</param>
/// <param name="Mode">One of the retriever's.</param>
internal sealed record RetrievalQuery(DocumentScope Scope, string Text, float[] Vector, SearchFilter? Filter, int Limit, string Mode);
