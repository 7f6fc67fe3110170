namespace RerankFunctions.Emulators.Qdrant;

/// <summary>How a <see cref="QdrantEmulator"/> listens, what it keeps and what it asks of callers.</summary>
public sealed record QdrantEmulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where collections are kept between starts; null keeps them in memory only.</summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// Whether collections refuse filters on fields without an index, in reads and in updates, as Qdrant Cloud's do.
    /// A collection's own strict mode settings go first.
    /// </summary>
    public bool StrictMode { get; init; } = true;

    /// <summary>The key that callers must send as <c>api-key</c>; null asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Points that come first where scores tie, for replaying what a server answered; the others go by id.</summary>
    internal IReadOnlyList<ulong>? TiedFirst { get; init; }
}
