namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>A character (or ligature) as a page shows it. Points, from the page's lower left corner as it is seen.</summary>
/// <param name="Text">In the order in which it is read; U+FFFD where its font does not say what it shows.</param>
/// <param name="X">Where it starts on its baseline, in the direction of its writing.</param>
/// <param name="Angle">Direction of writing in degrees, counter-clockwise: 0 to the right, -90 downwards.</param>
/// <param name="Advance">How far the font says that the next character stands.</param>
/// <param name="Size">Of its font, in points.</param>
/// <param name="Middle">Of the ink of a mark or accent, along its direction of writing, counted from <see cref="X"/>.</param>
/// <param name="IsArtifact">The file says that it repeats on pages: a running head or foot.</param>
internal readonly record struct PdfGlyph(
    string Text, double X, double Y, double Angle, double Advance, double Size, double Middle, PdfFont Font, GlyphKind Kind, bool IsArtifact);

internal enum GlyphKind
{
    Letter,
    Space,

    /// <summary>Written above, below or within the letter it stands at.</summary>
    Mark,

    /// <summary>An accent with a width of its own, which TeX and its like print over a letter.</summary>
    Accent,
}
