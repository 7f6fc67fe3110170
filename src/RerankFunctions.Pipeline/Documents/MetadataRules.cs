using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// What metadata a blob can have, told before the account is asked, which tells less: Azure refuses all that is refused here, Azurite some
/// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata).
/// </summary>
public static partial class MetadataRules
{
    /// <summary>Of all names and values together.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>What to give instead; null for a name that is fine.</summary>
    public static string? FlawOfName(string name)
        => Identifier().IsMatch(name) ? null : "Give a name of letters, digits and '_' that does not begin with a digit.";

    /// <inheritdoc cref="FlawOfName"/>
    public static string? FlawOfValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Ascii.IsValid(value) && !value.Any(char.IsControl)
            ? null
            : "Blob metadata is ASCII on one line; percent-encode other characters.";
    }

    /// <summary>What is wrong with all of it together; null for nothing.</summary>
    public static string? FlawOfAll(IEnumerable<KeyValuePair<string, string>> metadata)
        => metadata.Sum(pair => pair.Key.Length + pair.Value.Length) is var size && size > MaxBytes
            ? $"Names and values have {size:N0} bytes together; a blob takes {MaxBytes:N0}."
            : null;

    /// <summary>An identifier of C#, as Blob Storage wants it; ours are ASCII, since they travel as headers.</summary>
    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Identifier();
}
