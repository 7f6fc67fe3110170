namespace RerankFunctions.Pipeline.Documents;

/// <summary>What a caller wants to be true of a document before it is changed: else nothing is.</summary>
/// <param name="eTag">Of the document as it is, quoted; null where there is none.</param>
/// <param name="modified">When it was changed last; null where there is none.</param>
public delegate bool DocumentPrecondition(string? eTag, DateTimeOffset? modified);
