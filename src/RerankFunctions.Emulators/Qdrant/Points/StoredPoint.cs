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
    public PointStruct ToInput() => new() { Id = Key.ToMessage(), Payload = { Payload }, Vectors = ToInput(Vectors) };

    /// <summary>The point with these vectors in place of its own, or besides them.</summary>
    public StoredPoint With(IReadOnlyDictionary<string, StoredVector> vectors)
        => this with { Vectors = vectors.Concat(Vectors.Where(own => !vectors.ContainsKey(own.Key))).ToDictionary() };

    public StoredPoint Without(IReadOnlyCollection<string> vectors)
        => this with { Vectors = Vectors.Where(own => !vectors.Contains(own.Key)).ToDictionary() };

    public static Vectors ToInput(IReadOnlyDictionary<string, StoredVector> vectors)
    {
        var named = new NamedVectors();
        foreach (var (name, vector) in vectors)
            named.Vectors.Add(name, vector.ToInput());
        return new Vectors { Vectors_ = named };
    }
}
