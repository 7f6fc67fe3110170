using System.Runtime.CompilerServices;

namespace RerankFunctions.Testing;

/// <summary>Waits for what others do. One that waits for what never comes fails, and says for what: a run of all tests must not hang by one.</summary>
public static class Waiting
{
    /// <summary>Far beyond what anything takes here, on a machine with much else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds, which is looked at again and again.</summary>
    /// <param name="what">The condition as it is written.</param>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, TimeSpan? poll = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var timer = new PeriodicTimer(poll ?? Poll);
        try
        {
            while (!await condition().WaitAsync(limit.Token))
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {Limit.TotalMinutes} minutes: {what}");
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan?, string)"/>
    public static Task UntilAsync(
        Func<bool> condition, TimeSpan? poll = null, [CallerArgumentExpression(nameof(condition))] string what = "")
        => UntilAsync(() => Task.FromResult(condition()), poll, what);
}
