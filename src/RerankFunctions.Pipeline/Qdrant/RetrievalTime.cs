using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Keeps what somebody waits for within the time that retrieval may take.</summary>
internal sealed class RetrievalTime(IOptions<StageTimeLimits> limits)
{
    /// <exception cref="DependencyException">It took longer.</exception>
    public async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeSpan.FromSeconds(limits.Value.RetrieveTimeoutSeconds));
        try
        {
            return await call(limited.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DependencyException(
                QdrantCollection.Dependency, DependencyFailure.TimedOut, "Qdrant did not answer the query in time.", inner: late);
        }
    }
}
