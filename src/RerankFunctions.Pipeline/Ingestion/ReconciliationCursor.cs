using System.Text.Json;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Where a reconciliation goes on.</summary>
/// <param name="From">In the listing of the phase; null to begin.</param>
/// <param name="MayRemove">Whether documents that the container does not have are removed: known when the index's turn comes.</param>
internal sealed record ReconciliationCursor(ReconciliationPhase Phase, string? From, bool MayRemove)
{
    public string Format() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<string?[]>([Phase.ToString(), From, MayRemove.ToString()]));

    /// <exception cref="InvalidRequestException">It is none of ours.</exception>
    public static ReconciliationCursor Parse(string? cursor)
    {
        if (cursor is null)
            return new ReconciliationCursor(ReconciliationPhase.Container, From: null, MayRemove: false);
        try
        {
            if (JsonSerializer.Deserialize<string?[]>(Convert.FromBase64String(cursor)) is [{ } phase, var from, { } mayRemove])
                return new ReconciliationCursor(Enum.Parse<ReconciliationPhase>(phase), from, bool.Parse(mayRemove));
        }
        catch (Exception foreign) when (foreign is JsonException or FormatException or ArgumentException)
        {
            // Told below.
        }

        throw new InvalidRequestException("cursor", "This is not a cursor that reconciliation gave.");
    }
}

internal enum ReconciliationPhase
{
    Container,
    Index,
}
