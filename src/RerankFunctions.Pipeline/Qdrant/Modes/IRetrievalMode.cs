using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>A way to find candidates, in one call on the collection.</summary>
internal interface IRetrievalMode
{
    /// <summary>As requests name it.</summary>
    string Name { get; }

    /// <summary>What to ask. The retriever adds filter and limit, which hold for the prefetches too.</summary>
    PointQuery QueryFor(RetrievalQuery query);
}

/// <param name="Using">The vector that the query is about; null where it fuses prefetches.</param>
internal sealed record PointQuery(Query Query, string? Using, IReadOnlyList<PrefetchQuery> Prefetch);
