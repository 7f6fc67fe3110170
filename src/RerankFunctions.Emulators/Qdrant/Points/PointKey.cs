using System.Globalization;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>A point's id: a number or a UUID. Ordered as Qdrant scrolls: all numbers, then all UUIDs.</summary>
internal readonly record struct PointKey(bool IsUuid, ulong Num, Guid Uuid) : IComparable<PointKey>
{
    /// <summary>Greater than or equal to every id.</summary>
    public static readonly PointKey Last = new(true, 0, Guid.AllBitsSet);

    public static PointKey Parse(PointId? id) => id?.PointIdOptionsCase switch
    {
        PointId.PointIdOptionsOneofCase.Num => new PointKey(false, id.Num, default),
        PointId.PointIdOptionsOneofCase.Uuid => new PointKey(true, 0, ParseUuid(id.Uuid)),
        _ => throw Refusal.Invalid("No ID options provided"),
    };

    public PointId ToMessage() => IsUuid ? new PointId { Uuid = Uuid.ToString() } : new PointId { Num = Num };

    public int CompareTo(PointKey other)
        => IsUuid != other.IsUuid ? IsUuid.CompareTo(other.IsUuid)
        : IsUuid ? Uuid.CompareTo(other.Uuid)
        : Num.CompareTo(other.Num);

    public override string ToString() => IsUuid ? Uuid.ToString() : Num.ToString(CultureInfo.InvariantCulture);

    private static Guid ParseUuid(string text)
    {
        // The spellings that Qdrant reads: plain, with hyphens, in braces, as a URN.
        var digits = text.StartsWith("urn:uuid:", StringComparison.Ordinal) ? text["urn:uuid:".Length..] : text;
        return Guid.TryParseExact(digits, "D", out var uuid)
            || Guid.TryParseExact(digits, "N", out uuid)
            || Guid.TryParseExact(digits, "B", out uuid)
            ? uuid
            : throw Refusal.Invalid($"Unable to parse UUID: {text}");
    }
}
