using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>A point that a query found.</summary>
internal readonly record struct Hit(StoredPoint Point, float Score);
