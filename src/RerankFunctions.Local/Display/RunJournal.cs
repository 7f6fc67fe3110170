using System.Threading.Channels;
using RerankFunctions.Host;

namespace RerankFunctions.Local.Display;

/// <summary>The runs of functions, in order, for whoever shows them.</summary>
internal sealed class RunJournal
{
    private readonly Channel<FunctionRun> _runs = Channel.CreateUnbounded<FunctionRun>();

    public void Add(FunctionRun run) => _runs.Writer.TryWrite(run);

    /// <summary>Those that have ended and were not taken yet.</summary>
    public IEnumerable<FunctionRun> Take()
    {
        while (_runs.Reader.TryRead(out var run))
            yield return run;
    }

    public IAsyncEnumerable<FunctionRun> FollowAsync(CancellationToken cancellationToken) => _runs.Reader.ReadAllAsync(cancellationToken);
}
