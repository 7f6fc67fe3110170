using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

/// <summary>A search that has been checked.</summary>
/// <param name="Text">The question: what the reranker ranks by.</param>
/// <param name="Queries">What is retrieved for, the question first where it is given.</param>
/// <param name="Candidates">Chunks to retrieve and rerank.</param>
/// <param name="TopN">Results to return, at most <paramref name="Candidates"/>.</param>
/// <param name="Mode">One of the retriever's.</param>
/// <param name="Reranker">One of the rerankers' names, or null for none.</param>
/// <param name="MinScore">The least score of a result, on the scale of what ranks it.</param>
/// <param name="Filter">What narrows the search, or null.</param>
/// <param name="Explain">Whether to tell how the results came about.</param>
internal sealed record SearchQuery(
    string Text,
    IReadOnlyList<string> Queries,
    int Candidates,
    int TopN,
    string Mode,
    string? Reranker,
    double? MinScore,
    SearchFilter? Filter,
    bool Explain);
