using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>A point, never changed once stored: an update replaces it. <c>Version</c> is the operation that did.</summary>
internal sealed record StoredPoint(
    PointKey Key,
    ulong Version,
    MapField<string, Value> Payload,
    IReadOnlyDictionary<string, StoredVector> Vectors)
{
    public PointStruct ToInput()
    {
        var named = new NamedVectors();
        foreach (var (name, vector) in Vectors)
            named.Vectors.Add(name, vector.ToInput());
        return new PointStruct { Id = Key.ToMessage(), Payload = { Payload }, Vectors = new Vectors { Vectors_ = named } };
    }
}
