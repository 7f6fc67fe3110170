using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>A way to find candidates, in one call on the collection.</summary>
internal interface IRetrievalMode
{
    /// <summary>As requests name it.</summary>
    string Name { get; }

    /// <summary>What to ask. The retriever adds filter and limit; the filter holds for every list.</summary>
    PointQuery QueryFor(RetrievalQuery query);
}
