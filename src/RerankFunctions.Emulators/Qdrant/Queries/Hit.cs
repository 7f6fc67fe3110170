using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>A point that a query found, with the value that it was ordered by, if that is what was asked.</summary>
internal readonly record struct Hit(StoredPoint Point, float Score, OrderValue? Order = null);
