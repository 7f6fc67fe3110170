namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The collection was made for other vectors than are configured. It is left as it is; somebody has to decide.</summary>
public sealed class CollectionMismatchException(string message) : Exception(message);
