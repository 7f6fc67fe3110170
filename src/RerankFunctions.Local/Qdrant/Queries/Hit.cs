using RerankFunctions.Local.Qdrant.Points;

namespace RerankFunctions.Local.Qdrant.Queries;

/// <summary>A point that a query found.</summary>
internal readonly record struct Hit(StoredPoint Point, float Score);
