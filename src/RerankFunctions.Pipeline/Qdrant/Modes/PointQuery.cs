using Qdrant.Client.Grpc;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>A query on the collection: one list, or several that Qdrant fuses.</summary>
/// <param name="Fusion">Makes one list of several; null where there is one.</param>
internal sealed record PointQuery(IReadOnlyList<PointList> Lists, Query? Fusion);

/// <summary>Points by their nearness to a text in one vector.</summary>
/// <param name="Vector">Its name.</param>
internal sealed record PointList(string Vector, string Text, Query Query);
