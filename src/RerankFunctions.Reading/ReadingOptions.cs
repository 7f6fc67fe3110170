using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace RerankFunctions.Reading;

/// <summary>
/// What a document may cost. Beyond any of these it ends as failed, with a message that names the setting. What depends on how much memory and
/// disk there is, is 0 unless it is set, and filled in at the start (<see cref="FitTo"/>).
/// </summary>
public sealed class ReadingOptions : IValidatableObject
{
    public const string Section = "Reading";

    private const int OneGigabyte = 1 << 30;

    /// <summary>Bytes of the largest document taken at all. 0 for 256 MB, or a quarter of what temporary files may take.</summary>
    public long MaxDocumentBytes { get; set; }

    /// <summary>Bytes that temporary files may take in sum; documents beyond that wait. 0 for three quarters of what was free at the start.</summary>
    public long MaxTemporaryBytes { get; set; }

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

    /// <summary>Bytes of managed memory for a reader process. 0 for 512 MB, or a quarter of the memory there is.</summary>
    public long MaxProcessBytes { get; set; }

    /// <summary>
    /// Reader processes at a time; documents beyond that wait. 0 for as many as there is memory for beside host and worker, up to 4.
    /// </summary>
    [Range(1, 64, ErrorMessage = "Set Reading__MaxProcesses to a number from {1} to {2}, or to 0 for what there is room for.")]
    public int MaxProcesses { get; set; }

    /// <summary>Fills in what is not set, for an instance.</summary>
    public ReadingOptions FitTo(Instance instance)
    {
        const long Megabyte = 1 << 20;
        if (MaxTemporaryBytes == 0)
            MaxTemporaryBytes = Math.Max(instance.TemporaryBytes / 4 * 3, 64 * Megabyte);
        if (MaxDocumentBytes == 0)
            MaxDocumentBytes = Math.Min(256 * Megabyte, MaxTemporaryBytes / 4);
        if (MaxProcessBytes == 0)
            MaxProcessBytes = Math.Clamp(instance.MemoryBytes / 4, 128 * Megabyte, 512 * Megabyte);
        if (MaxProcesses == 0)
            MaxProcesses = (int)Math.Clamp((instance.MemoryBytes - OneGigabyte) / MaxProcessBytes, 1, 4); // a gigabyte is host's and worker's
        return this;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const long SmallestProcess = 64L << 20;
        if (MaxDocumentBytes < 1)
            yield return new ValidationResult("Set Reading__MaxDocumentBytes to a number of bytes above 0, or to 0 for what there is room for.");
        if (MaxTemporaryBytes < 1)
            yield return new ValidationResult("Set Reading__MaxTemporaryBytes to a number of bytes above 0, or to 0 for what there is room for.");
        if (MaxUnpackedBytes < 1)
            yield return new ValidationResult("Set Reading__MaxUnpackedBytes to a number of bytes above 0.");
        if (MaxTextCharacters < 1)
            yield return new ValidationResult("Set Reading__MaxTextCharacters to a number of characters above 0.");
        if (MaxProcessBytes < SmallestProcess)
            yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture,
                $"Set Reading__MaxProcessBytes to {SmallestProcess} bytes or more."));
    }
}
