using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Health;

/// <summary>
/// Whether the last repair of the index refused something. Anybody may ask, as often as they like: the account is asked now and then.
/// </summary>
public sealed class RefusedRepair(IReconciliation reconciliation, TimeProvider clock)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<bool>? _answer;
    private long _asked;

    public Task<bool> IsThereAsync()
    {
        lock (_lock)
        {
            if (_answer is null || clock.GetElapsedTime(_asked) >= Age)
                (_answer, _asked) = (AskAsync(), clock.GetTimestamp());
            return _answer;
        }
    }

    /// <summary>For all that wait for it, whoever of them goes away.</summary>
    private async Task<bool> AskAsync()
    {
        try
        {
            return await reconciliation.RefusedAsync(CancellationToken.None) is not null;
        }
        catch (DependencyException)
        {
            return false;
        }
    }
}
