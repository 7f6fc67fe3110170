using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>Points in time in payload strings: RFC 3339, and its abbreviations as UTC, as Qdrant takes them.</summary>
internal static partial class PayloadTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    public static DateTime? Parse(string text)
        => DateTime.TryParseExact(
            // A tick is 100 ns: further digits are dropped.
            BeyondTicks().Replace(text.ToUpperInvariant(), "$1"), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    [GeneratedRegex(@"(\.\d{7})\d+")]
    private static partial Regex BeyondTicks();
}
