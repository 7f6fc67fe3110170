namespace RerankFunctions.Pipeline.Search;

/// <summary>Options under one name; what a request gives itself wins over them.</summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Mode">Null for the usual one.</param>
internal sealed record SearchPreset(string Name, string? Mode, int Candidates, int TopN)
{
    /// <summary>What a request without a preset is answered by.</summary>
    public static readonly SearchPreset Usual = new("", Mode: null, SearchLimits.DefaultCandidates, SearchLimits.DefaultTopN);

    public static IReadOnlyList<SearchPreset> All { get; } = [new("thorough", "hybrid", Candidates: 50, TopN: 5)];
}
