using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>Finds the chunks that may answer a query.</summary>
internal interface IRetriever
{
    /// <summary>The names of the modes it can find them in, the usual one first.</summary>
    IReadOnlyList<string> Modes { get; }

    /// <summary>The best candidates of the mode asked for, best first.</summary>
    /// <exception cref="DependencyException">The index failed, or did not answer in the time that retrieval may take.</exception>
    Task<Retrieved> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken);
}
