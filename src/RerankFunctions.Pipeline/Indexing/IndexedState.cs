namespace RerankFunctions.Pipeline.Indexing;

internal enum IndexedState
{
    Absent,

    /// <summary>Some of its points, or all of them but not marked as complete.</summary>
    Partial,

    Complete,
}
