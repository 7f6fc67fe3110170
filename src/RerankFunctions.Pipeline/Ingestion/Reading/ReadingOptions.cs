using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Ingestion.Reading;

/// <summary>What a document may cost. Beyond any of these it ends as failed, with a message that names the setting.</summary>
public sealed class ReadingOptions
{
    public const string Section = "Reading";

    private const long OneTerabyte = 1L << 40;
    private const int OneGigabyte = 1 << 30;

    /// <summary>Bytes of the largest document taken at all. 256 MB.</summary>
    [Range(1, OneTerabyte, ErrorMessage = "Set Reading__MaxDocumentBytes to a number of bytes from {1} to {2}.")]
    public long MaxDocumentBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of the largest document in a format that must be held whole as a tree (HTML, Markdown). 16 MB.</summary>
    [Range(1, OneGigabyte, ErrorMessage = "Set Reading__MaxTreeBytes to a number of bytes from {1} to {2}.")]
    public int MaxTreeBytes { get; set; } = 16 << 20;
}

[OptionsValidator]
internal sealed partial class ReadingOptionsValidator : IValidateOptions<ReadingOptions>;
