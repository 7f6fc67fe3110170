namespace RerankFunctions.Pipeline.Search;

/// <summary>A search that has been checked.</summary>
/// <param name="Candidates">Passages to retrieve and rerank.</param>
/// <param name="TopN">Passages to return, at most <paramref name="Candidates"/>.</param>
/// <param name="MinScore">The least score of a result, on the scale of what ranks it.</param>
/// <param name="Document">Which documents to search, or null for all.</param>
public sealed record SearchQuery(
    string Text, int Candidates, int TopN, RerankerKind Reranker, double? MinScore, DocumentFilter? Document);

public enum RerankerKind
{
    Cohere,
    None,
}

/// <summary>One document by its name, or everything below a folder.</summary>
/// <param name="Name">A document's name, or a folder's path without the slash at its end.</param>
public sealed record DocumentFilter(string Name, bool IsFolder)
{
    /// <summary>Reads <c>ml/scaling.md</c> as a document and <c>ml/*</c> as a folder; null where it is neither.</summary>
    public static DocumentFilter? Parse(string pattern)
    {
        var folder = pattern.EndsWith("/*", StringComparison.Ordinal);
        var name = folder ? pattern[..^2] : pattern;
        return name.Length == 0 || name.Contains('*') ? null : new DocumentFilter(name, folder);
    }
}
