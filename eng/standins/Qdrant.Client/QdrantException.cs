namespace Qdrant.Client;

/// <summary>The service answered an operation on a collection with false.</summary>
public class QdrantException(string message) : Exception(message);
