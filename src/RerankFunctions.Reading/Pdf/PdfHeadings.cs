using UglyToad.PdfPig.Outline;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Tells headings by the document's outline where that fits its text, else by their fonts.</summary>
internal sealed class PdfHeadings
{
    private const double LargerThanBody = 1.12;
    private const int LongestHeading = 200;
    private const int MostLines = 3;
    private const int LongestBoldHeading = 100;
    private const int FewestOutlined = 3;
    private const int LowestLevel = 6;

    private readonly Dictionary<string, int> _outlined = [];
    private readonly List<double> _sizes = [];
    private readonly double _body;

    private PdfHeadings(double body) => _body = body;

    public static PdfHeadings Of(IReadOnlyList<PdfParagraph> paragraphs, IReadOnlyList<BookmarkNode> outline)
    {
        var body = paragraphs.Count == 0 ? 0 : paragraphs.GroupBy(paragraph => paragraph.Size).MaxBy(size => size.Sum(paragraph => paragraph.Text.Length))!.Key;
        var headings = new PdfHeadings(body);
        foreach (var node in outline)
            headings._outlined.TryAdd(Key(node.Title), Math.Min(node.Level + 1, LowestLevel));
        if (paragraphs.Count(paragraph => headings._outlined.ContainsKey(Key(paragraph.Text))) < FewestOutlined)
            headings._outlined.Clear();
        headings._sizes.AddRange(paragraphs.Where(headings.IsLarge).Select(paragraph => paragraph.Size).Distinct().OrderDescending());
        return headings;
    }

    /// <returns>1 to 6, or 0 for what is no heading.</returns>
    public int LevelOf(PdfParagraph paragraph)
    {
        if (paragraph.Kind == BlockKind.TableRow || paragraph.Text.Length > LongestHeading)
            return 0;
        if (_outlined.Count > 0)
            return _outlined.GetValueOrDefault(Key(paragraph.Text));
        if (IsLarge(paragraph))
            return Math.Min(_sizes.IndexOf(paragraph.Size) + 1, LowestLevel);
        return IsBoldLine(paragraph) ? Math.Min(_sizes.Count + 1, LowestLevel) : 0;
    }

    private bool IsLarge(PdfParagraph paragraph) =>
        paragraph.Kind != BlockKind.TableRow && paragraph.Size > LargerThanBody * _body && paragraph.Lines <= MostLines
        && paragraph.Text.Length <= LongestHeading && paragraph.Text.Any(char.IsLetter);

    private static bool IsBoldLine(PdfParagraph paragraph) =>
        paragraph is { IsBold: true, Lines: 1, Text.Length: > 2 and <= LongestBoldHeading }
        && paragraph.Text.Any(char.IsLetter) && paragraph.Text[^1] is not ('.' or ',' or ';' or ':');

    // Section numbers and spaces differ between an outline and the text.
    private static string Key(string text) => new([.. text.SkipWhile(c => !char.IsLetter(c)).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}
