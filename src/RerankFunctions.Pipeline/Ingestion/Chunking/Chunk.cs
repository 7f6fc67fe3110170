namespace RerankFunctions.Pipeline.Ingestion.Chunking;

/// <summary>A passage: what is embedded, retrieved, reranked and shown.</summary>
/// <param name="Ordinal">Its place in the document, from 0.</param>
/// <param name="Text">The passage as shown, without its headings.</param>
/// <param name="Title">The document's title: its own, else its first heading, else null.</param>
/// <param name="Heading">The headings above it, highest first, joined by <c> &gt; </c>; null above the first heading.</param>
/// <param name="Page">The page its text starts on, from 1, where the format has pages.</param>
public sealed record Chunk(int Ordinal, string Text, string? Title, string? Heading, int? Page)
{
    /// <summary>What is embedded: the passage with its title and headings above it, since a passage alone often does not say what it is about.</summary>
    public string EmbeddingText
    {
        get
        {
            var context = Heading is null || Heading.StartsWith(Title ?? Heading, StringComparison.Ordinal) ? Heading ?? Title
                : Title is null ? Heading : $"{Title} > {Heading}";
            return context is null ? Text : $"{context}\n\n{Text}";
        }
    }
}
