using RerankFunctions.Emulators.Faults;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// Makes the emulator fail on request. Every method adds one fault; each is for the next <c>count</c> calls of the operation
/// (see <see cref="CohereOperation"/>, or <see cref="Fault.AnyOperation"/>), or for all of them until <see cref="Clear"/>.
/// </summary>
public sealed class CohereFaults
{
    private readonly FaultScript _script = new(new FaultRules(CohereOperation.All) { Bodies = true });

    /// <summary>The faults still waiting, each with the calls it has left as its count.</summary>
    public IReadOnlyList<Fault> Waiting => _script.Waiting;

    /// <summary>Answers with an error status, and a Retry-After in seconds if given.</summary>
    public void Fail(string operation, int status, int? count = null, int? retryAfterSeconds = null)
        => Add(new Fault(FaultKind.Status, operation, status, retryAfterSeconds, Count: count));

    /// <summary>Answers late.</summary>
    public void Delay(string operation, TimeSpan latency, int? count = null)
        => Add(new Fault(FaultKind.Latency, operation, LatencyMs: (int)latency.TotalMilliseconds, Count: count));

    /// <summary>Drops the connection without an answer.</summary>
    public void Drop(string operation, int? count = null)
        => Add(new Fault(FaultKind.Drop, operation, Count: count));

    /// <summary>Answers 200 with JSON that stops in the middle.</summary>
    public void Malform(string operation, int? count = null)
        => Add(new Fault(FaultKind.Malformed, operation, Count: count));

    /// <summary>Never answers; the call ends when the client gives up or the emulator stops.</summary>
    /// <param name="containing">Only calls whose body has this in it; null for any.</param>
    public void Hang(string operation, int? count = null, string? containing = null)
        => Add(new Fault(FaultKind.Hang, operation, Count: count, Containing: containing));

    /// <summary>Adds any fault, with a probability and a seed for instance.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense; the message names the field.</exception>
    public void Add(Fault fault) => _script.Add(fault);

    /// <summary>Puts these faults in place of those that wait.</summary>
    /// <exception cref="ArgumentException">One of them makes no sense; nothing was changed.</exception>
    public void Replace(IReadOnlyList<Fault> faults) => _script.Replace(faults);

    /// <summary>Forgets all faults.</summary>
    public void Clear() => _script.Clear();

    internal Fault? Take(string operation, ReadOnlySpan<byte> body) => _script.Take(operation, body);
}
