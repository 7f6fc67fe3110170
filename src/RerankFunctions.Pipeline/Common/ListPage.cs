namespace RerankFunctions.Pipeline.Common;

/// <summary>A page of what is listed: the one way in which anything here is paged.</summary>
/// <param name="Cursor">What to ask for the next page with; null after the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? Cursor);
