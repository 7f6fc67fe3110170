using RerankFunctions.Host;
using RerankFunctions.Local.Stack;
using Spectre.Console;

namespace RerankFunctions.Local.Display;

/// <summary>Shows how documents turn into searchable ones: a bar in a terminal, a line at the end in a file.</summary>
internal static class IngestionProgress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when every document in the container has been worked on.</summary>
    /// <returns>The last runs of those that failed for good.</returns>
    public static async Task<IReadOnlyList<FunctionRun>> ShowAsync(LocalStack stack, RunJournal journal, CancellationToken cancellationToken)
    {
        await stack.LookAsync(cancellationToken);
        var runs = new List<FunctionRun>();
        if (Output.Console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await Output.Console.Progress().StartAsync(async progress =>
            {
                var bar = progress.AddTask("Indexing documents");
                await FollowAsync(stack, journal, runs, pending =>
                {
                    var done = Done(runs);
                    (bar.MaxValue, bar.Value) = (Math.Max(1, done + pending), done + (pending == 0 && done == 0 ? 1 : 0));
                    bar.Description = $"Indexing documents: {done} of {done + pending}";
                }, cancellationToken);
            });
        }
        else
        {
            await FollowAsync(stack, journal, runs, _ => { }, cancellationToken);
        }

        foreach (var trouble in runs.Where(run => !run.Succeeded))
            Output.Run(trouble);

        // Nothing is pending any more: what failed last, failed for good.
        var failed = runs.GroupBy(run => run.Trigger).Select(document => document.Last()).Where(run => !run.Succeeded).ToList();
        Output.Step(Done(runs) + failed.Count == 0
            ? "Nothing to index: everything in the container is as it was"
            : $"Indexed {Done(runs)} documents{(failed.Count > 0 ? $", {failed.Count} failed" : "")}");
        return failed;
    }

    /// <summary>With events, the queue is told of every upload too.</summary>
    private static int Done(List<FunctionRun> runs)
    {
        var queued = runs.Count(run => run.Succeeded && run.Trigger.StartsWith("queue ", StringComparison.Ordinal));
        return Math.Max(queued, runs.Count(run => run.Succeeded) - queued);
    }

    private static async Task FollowAsync(
        LocalStack stack, RunJournal journal, List<FunctionRun> runs, Action<int> show, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Refresh);
        int pending;
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            pending = await stack.PendingAsync(cancellationToken);
            runs.AddRange(journal.Take().Where(run => run.Status is null));
            show(pending);
        }
        while (pending > 0);
    }
}
