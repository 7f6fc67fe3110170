namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// One at a time at the network, which has all cores to itself and bounded memory that way; queries before documents, so that a search
/// does not wait for an ingestion of minutes.
/// </summary>
internal sealed class InferenceTurns
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _queries = new();
    private readonly Queue<TaskCompletionSource> _documents = new();
    private bool _taken;

    /// <summary>Runs the work when it is its turn.</summary>
    public async Task<T> RunAsync<T>(bool isQuery, Func<T> work, CancellationToken cancellationToken)
    {
        await TakeAsync(isQuery ? _queries : _documents, cancellationToken);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            Pass();
        }
    }

    private async Task TakeAsync(Queue<TaskCompletionSource> queue, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            queue.Enqueue(turn);
        }

        using var giveUp = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    private void Pass()
    {
        lock (_lock)
        {
            while (_queries.TryDequeue(out var next) || _documents.TryDequeue(out next))
                if (next.TrySetResult())
                    return;
            _taken = false;
        }
    }
}
