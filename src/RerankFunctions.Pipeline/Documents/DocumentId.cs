namespace RerankFunctions.Pipeline.Documents;

/// <summary>Which document: its blob's name in the container, folders included. Two are the same if their names are, letter by letter.</summary>
public sealed record DocumentId(string Name)
{
    /// <summary>
    /// The document that an address of ours is about. A slash that a client has percent-encoded comes as it is written, and Blob Storage itself
    /// takes a backslash for a slash.
    /// </summary>
    public static DocumentId FromPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Replace('\\', '/'));
    }

    /// <summary>Every folder the document lies in, at any depth: for <c>a/b/c.md</c>, <c>a</c> and <c>a/b</c>.</summary>
    internal IReadOnlyList<string> Folders
        => [.. Enumerable.Range(0, Name.Length).Where(at => at > 0 && Name[at] == '/').Select(at => Name[..at])];

    public override string ToString() => Name;
}
