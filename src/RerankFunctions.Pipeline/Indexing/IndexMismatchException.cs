namespace RerankFunctions.Pipeline.Indexing;

/// <summary>The index was made for other vectors than are configured. It is left as it is; somebody has to decide.</summary>
/// <param name="dependency">Where the index is, as users know it.</param>
public sealed class IndexMismatchException(string dependency, string message) : Exception(message)
{
    public string Dependency { get; } = dependency;
}
