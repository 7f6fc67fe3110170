namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Works on several batches of a stream at once, no more of them read than are worked on. Parallel.ForEachAsync does the same, but what explores
/// schedules (CONTRIBUTING.md) cannot steer it.
/// </summary>
internal static class ConcurrentBatches
{
    /// <summary>Returns, or throws the first failure, when no batch is being worked on any more.</summary>
    public static async Task ForEachAsync<T>(
        IAsyncEnumerable<T> batches, int atOnce, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            await foreach (var batch in batches)
            {
                running.Add(work(batch, stop.Token));
                if (running.Count == atOnce)
                    await OneAsync(running);
            }

            while (running.Count > 0)
                await OneAsync(running);
        }
        catch
        {
            await stop.CancelAsync();
            while (running.Count > 0)
                await EndAsync(running);
            throw;
        }
    }

    /// <summary>Waits for one of them, and throws its failure.</summary>
    private static async Task OneAsync(List<Task> running)
    {
        var ended = await Task.WhenAny(running);
        running.Remove(ended);
        await ended;
    }

    /// <summary>Waits for one of them, however it ends: the first failure is the one to hear of.</summary>
    private static async Task EndAsync(List<Task> running) => running.Remove(await Task.WhenAny(running));
}
