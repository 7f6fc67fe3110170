using System.Runtime.InteropServices;

namespace RerankFunctions.Local.Commands;

/// <summary>Ctrl-C and a polite kill ask for a stop; everything then ends in its own order, and the exit code is ours.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignals() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // A second one is for those who will not wait.
        signal.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
