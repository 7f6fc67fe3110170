namespace RerankFunctions.Emulators.Cohere;

/// <summary>What one operation has done since the emulator started, or since the counts were reset.</summary>
/// <param name="Calls">Calls received, refused and failed ones included.</param>
/// <param name="Answered">Calls answered with 200 and a whole result.</param>
/// <param name="Inputs">Texts embedded, or documents reranked, in answered calls.</param>
/// <param name="Tokens">Tokens read in answered calls.</param>
/// <param name="Faults">Injected faults served.</param>
/// <param name="InputsByType">Texts embedded by their input_type; empty for rerank.</param>
public sealed record CallCounts(
    long Calls, long Answered, long Inputs, long Tokens, long Faults, IReadOnlyDictionary<string, long> InputsByType)
{
    internal static CallCounts None { get; } = new(0, 0, 0, 0, 0, new Dictionary<string, long>());

    internal CallCounts WithInputs(string type, int inputs) => this with
    {
        InputsByType = new Dictionary<string, long>(InputsByType)
        {
            [type] = InputsByType.GetValueOrDefault(type) + inputs,
        },
    };
}
