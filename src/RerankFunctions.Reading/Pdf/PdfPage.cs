namespace RerankFunctions.Reading.Pdf;

/// <summary>A word where it stands on a page. Points, from the lower left corner.</summary>
/// <param name="Baseline">Where its letters stand.</param>
/// <param name="Size">Of its font, in points.</param>
internal sealed record PdfWord(
    string Text, double Left, double Bottom, double Right, double Top, double Baseline, double Size, bool IsBold)
{
    public double Middle => (Bottom + Top) / 2;

    /// <summary>Its characters as they are seen, from the left, if some of them run to the left; else null.</summary>
    public IReadOnlyList<string>? Seen { get; init; }

    /// <summary>Whether most of its page's letters run to the left.</summary>
    public bool InRightToLeftText { get; init; }

    /// <summary>The file says that it is a running head or foot.</summary>
    public bool IsArtifact { get; init; }
}

/// <summary>What was found on a page.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Words">Those written upright, in no certain order.</param>
/// <param name="IsDrawn">Whether there are images, or as many shapes as letters that are drawn would be.</param>
/// <param name="Turned">Those written in each other direction (a stamp along the margin, a wide table), turned upright.</param>
internal sealed record PdfPage(
    int Number, double Height, IReadOnlyList<PdfWord> Words, IReadOnlyList<IReadOnlyList<PdfWord>> Turned, bool IsDrawn)
{
    public bool HasText => Words.Count > 0 || Turned.Count > 0;
}
