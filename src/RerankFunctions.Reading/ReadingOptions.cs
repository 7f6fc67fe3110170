using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace RerankFunctions.Reading;

/// <summary>What a document may cost. Beyond any of these it ends as failed, with a message that names the setting.</summary>
public sealed class ReadingOptions : IValidatableObject
{
    public const string Section = "Reading";

    private const int OneGigabyte = 1 << 30;

    /// <summary>Bytes of the largest document taken at all. 256 MB.</summary>
    public long MaxDocumentBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of the largest document in a format that must be held whole as a tree (HTML, Markdown). 16 MB.</summary>
    [Range(1, OneGigabyte, ErrorMessage = "Set Reading__MaxTreeBytes to a number of bytes from {1} to {2}.")]
    public int MaxTreeBytes { get; set; } = 16 << 20;

    /// <summary>Bytes that a compressed document (an Office file is a zip archive) may unpack to. 512 MB.</summary>
    public long MaxUnpackedBytes { get; set; } = 512L << 20;

    /// <summary>Characters of text that a document may give. 256 million, as many as the largest document has bytes.</summary>
    public long MaxTextCharacters { get; set; } = 256L << 20;

    /// <summary>
    /// Characters of text that a document may give for each of its bytes, beyond 4 million that any may. 100; text files give at most 1.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Reading__MaxTextPerByte to a number from {1} to {2}.")]
    public int MaxTextPerByte { get; set; } = 100;

    /// <summary>Seconds that reading one document may take, not counting the time that its passages take to be indexed.</summary>
    [Range(1, 3600, ErrorMessage = "Set Reading__TimeoutSeconds to a number from {1} to {2}.")]
    public int TimeoutSeconds { get; set; } = 120;

    /// <summary>Bytes of managed memory for a reader process. 512 MB.</summary>
    public long MaxProcessBytes { get; set; } = 512L << 20;

    /// <summary>Reader processes at a time; documents beyond that wait.</summary>
    [Range(1, 64, ErrorMessage = "Set Reading__MaxProcesses to a number from {1} to {2}.")]
    public int MaxProcesses { get; set; } = 4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const long SmallestProcess = 64L << 20;
        if (MaxDocumentBytes < 1)
            yield return new ValidationResult("Set Reading__MaxDocumentBytes to a number of bytes above 0.");
        if (MaxUnpackedBytes < 1)
            yield return new ValidationResult("Set Reading__MaxUnpackedBytes to a number of bytes above 0.");
        if (MaxTextCharacters < 1)
            yield return new ValidationResult("Set Reading__MaxTextCharacters to a number of characters above 0.");
        if (MaxProcessBytes < SmallestProcess)
            yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture,
                $"Set Reading__MaxProcessBytes to {SmallestProcess} bytes or more."));
    }
}
