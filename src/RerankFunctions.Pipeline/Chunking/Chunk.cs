namespace RerankFunctions.Pipeline.Chunking;

/// <summary>A passage of a document: what is embedded, retrieved, reranked and shown.</summary>
/// <param name="Ordinal">Its place in the document, from 0.</param>
/// <param name="Text">The chunk as shown, without the headings that <paramref name="Heading"/> says.</param>
/// <param name="Title">The document's title: its own, else its first heading, else null. Cut if it is very long.</param>
/// <param name="Heading">
/// The headings that all of it stands under, highest first, joined by <see cref="HeadingSeparator"/>; null above the first heading. Where they
/// are too long together the highest are left out for an ellipsis.
/// </param>
/// <param name="Page">The page its text starts on (what it repeats of the chunk before does not count), from 1, where the format has pages.</param>
/// <param name="PageEnd">The page that the last of its pieces starts on; null where <paramref name="Page"/> is.</param>
internal sealed record Chunk(int Ordinal, string Text, string? Title, string? Heading, int? Page, int? PageEnd = null)
{
    /// <summary>What stands between two headings.</summary>
    public const string HeadingSeparator = " > ";

    /// <summary>
    /// What is embedded: the chunk with its title and headings above it, since a chunk alone often does not say what it is about.
    /// Within <see cref="ChunkingOptions.MaxTokens"/> and <see cref="ChunkingOptions.ContextTokens"/> by the conservative count.
    /// </summary>
    public string EmbeddingText => Context is { } context ? $"{context}\n\n{Text}" : Text;

    /// <summary>Title and headings as one line, the title only once.</summary>
    internal string? Context
        => Heading is null || Title is null || Heading == Title ? Heading ?? Title
        : Heading.StartsWith(Title + HeadingSeparator, StringComparison.Ordinal) ? Heading
        : Title + HeadingSeparator + Heading;
}
