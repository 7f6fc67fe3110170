using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Queries;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>The parts of a point that a caller asked for.</summary>
internal sealed class PointSelection
{
    private readonly Func<PayloadPath, bool>? _payload;
    private readonly Func<string, bool>? _vectors;

    public PointSelection(WithPayloadSelector? payload, WithVectorsSelector? vectors, bool payloadByDefault)
    {
        _payload = payload?.SelectorOptionsCase switch
        {
            WithPayloadSelector.SelectorOptionsOneofCase.Enable => payload.Enable ? _ => true : null,
            WithPayloadSelector.SelectorOptionsOneofCase.Include => Including(Paths(payload.Include.Fields)),
            WithPayloadSelector.SelectorOptionsOneofCase.Exclude => Excluding(Paths(payload.Exclude.Fields)),
            WithPayloadSelector.SelectorOptionsOneofCase.None => throw Refusal.Invalid("No PayloadSelector"),
            _ => payloadByDefault ? _ => true : null,
        };
        _vectors = vectors?.SelectorOptionsCase switch
        {
            WithVectorsSelector.SelectorOptionsOneofCase.Enable => vectors.Enable ? _ => true : null,
            WithVectorsSelector.SelectorOptionsOneofCase.Include => vectors.Include.Names.Contains,
            _ => null,
        };
    }

    public RetrievedPoint Retrieved(Hit hit)
    {
        var point = hit.Point;
        var message = new RetrievedPoint { Id = point.Key.ToMessage(), Vectors = Vectors(point), OrderValue = hit.Order };
        if (_payload is not null)
            message.Payload.Add(PayloadChange.Pick(point.Payload, _payload));
        return message;
    }

    public ScoredPoint Scored(Hit hit)
    {
        var point = hit.Point;
        var message = new ScoredPoint
        {
            Id = point.Key.ToMessage(),
            Score = hit.Score,
            Version = point.Version,
            Vectors = Vectors(point),
            OrderValue = hit.Order,
        };
        if (_payload is not null)
            message.Payload.Add(PayloadChange.Pick(point.Payload, _payload));
        return message;
    }

    private VectorsOutput? Vectors(StoredPoint point)
    {
        if (_vectors is null)
            return null;
        var selected = point.Vectors.Where(vector => _vectors(vector.Key)).ToList();
        if (selected is [{ Key: "" } unnamed])
            return new VectorsOutput { Vector = unnamed.Value.ToOutput() };
        var named = new NamedVectorsOutput();
        foreach (var (name, vector) in selected)
            named.Vectors.Add(name, vector.ToOutput());
        return new VectorsOutput { Vectors = named };
    }

    private static List<PayloadPath> Paths(IEnumerable<string> fields) => [.. fields.Select(PayloadPath.Parse)];

    private static Func<PayloadPath, bool> Including(List<PayloadPath> fields)
        => path => fields.Exists(field => field.SharesWayWith(path));

    private static Func<PayloadPath, bool> Excluding(List<PayloadPath> fields)
        => path => !fields.Exists(field => field.LeadsTo(path));
}
