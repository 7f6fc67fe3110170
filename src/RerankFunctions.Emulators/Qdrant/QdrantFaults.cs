using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Faults;
using HealthService = Qdrant.Client.Grpc.Qdrant;
using PointsService = Qdrant.Client.Grpc.Points;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>
/// Makes the emulator fail on request. Every method adds one fault; each is for the next <c>count</c> calls of the operation, named as its
/// gRPC method is ("Upsert", "Query", "HealthCheck"; Delete is both a collection's and its points'), or for all of them until
/// <see cref="Clear"/>.
/// </summary>
public sealed class QdrantFaults
{
    internal const string Message = "A fault that the Qdrant emulator was told to make.";

    private readonly FaultScript _script = new(
        new FaultRules([.. new[] { Collections.Descriptor, PointsService.Descriptor, HealthService.Descriptor }
            .SelectMany(service => service.Methods).Select(method => method.Name).Distinct()])
        {
            LowestStatus = (int)StatusCode.Cancelled,
            HighestStatus = (int)StatusCode.Unauthenticated,
            Kinds = [FaultKind.Latency, FaultKind.Status, FaultKind.Drop, FaultKind.Hang],
            AfterEffect = true,
        });

    /// <summary>The faults still waiting, each with the calls it has left as its count.</summary>
    public IReadOnlyList<Fault> Waiting => _script.Waiting;

    /// <summary>Answers with an error status.</summary>
    /// <param name="afterEffect">Does what was asked first: the caller never learns that it was done.</param>
    public void Fail(string operation, StatusCode status, int? count = null, bool afterEffect = false)
        => Add(new Fault(FaultKind.Status, operation, (int)status, Count: count, AfterEffect: afterEffect));

    /// <summary>Answers late.</summary>
    public void Delay(string operation, TimeSpan latency, int? count = null)
        => Add(new Fault(FaultKind.Latency, operation, LatencyMs: (int)latency.TotalMilliseconds, Count: count));

    /// <summary>Drops the connection without an answer.</summary>
    /// <param name="afterEffect">Does what was asked first.</param>
    public void Drop(string operation, int? count = null, bool afterEffect = false)
        => Add(new Fault(FaultKind.Drop, operation, Count: count, AfterEffect: afterEffect));

    /// <summary>Never answers; the call ends when the client gives up.</summary>
    public void Hang(string operation, int? count = null)
        => Add(new Fault(FaultKind.Hang, operation, Count: count));

    /// <summary>Adds any fault, with a probability and a seed for instance.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense; the message names the field.</exception>
    public void Add(Fault fault) => _script.Add(fault);

    /// <summary>Forgets all faults.</summary>
    public void Clear() => _script.Clear();

    internal Fault? Take(string operation) => _script.Take(operation);
}
