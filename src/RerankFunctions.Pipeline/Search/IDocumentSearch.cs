using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Answers searches over everything that is indexed.</summary>
public interface IDocumentSearch
{
    /// <exception cref="InvalidRequestException">Some field of the request is wrong; the exception names each.</exception>
    /// <exception cref="DependencyException">The query could not be embedded, or nothing retrieved, in the time each may take.</exception>
    Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}
