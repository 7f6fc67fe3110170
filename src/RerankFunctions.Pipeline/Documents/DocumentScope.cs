namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// Which documents a call may touch at all, whatever it asks for: no call on the index is made without one. There is only <see cref="All"/>
/// so far; what will keep tenants apart goes here.
/// </summary>
internal sealed record DocumentScope
{
    private DocumentScope()
    {
    }

    public static DocumentScope All { get; } = new();

    /// <summary>The scope that a document is in.</summary>
    public static DocumentScope Containing(DocumentId document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return All;
    }
}
