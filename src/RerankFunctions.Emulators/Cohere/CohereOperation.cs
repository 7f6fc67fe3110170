namespace RerankFunctions.Emulators.Cohere;

/// <summary>The names of what the emulator does, as faults and counts use them.</summary>
public static class CohereOperation
{
    /// <summary>POST /v2/embed.</summary>
    public const string Embed = "embed";

    /// <summary>POST /v2/rerank.</summary>
    public const string Rerank = "rerank";

    internal static IReadOnlyList<string> All { get; } = [Embed, Rerank];
}
