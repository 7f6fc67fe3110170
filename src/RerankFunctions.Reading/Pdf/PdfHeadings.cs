using System.Text.RegularExpressions;
using UglyToad.PdfPig.Outline;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Tells headings by the document's outline where that fits its text, else by their fonts and numbers.</summary>
internal sealed partial class PdfHeadings
{
    private const double LargerThanBody = 1.12;
    private const int LongestHeading = 200;
    private const int MostLines = 4;
    private const int LongestBoldHeading = 100;
    private const int FewestOutlined = 3;
    private const int LowestLevel = 6;
    private const double MostlyCapitals = 0.7;

    private readonly Dictionary<PdfParagraph, int> _outlined = new(ReferenceEqualityComparer.Instance);
    private readonly List<double> _sizes = [];
    private readonly double _body;

    private PdfHeadings(double body) => _body = body;

    public static PdfHeadings FindHeadings(IReadOnlyList<PdfParagraph> paragraphs, IReadOnlyList<BookmarkNode> outline)
    {
        var body = paragraphs.Count == 0
            ? 0 : paragraphs.GroupBy(paragraph => paragraph.Size).MaxBy(size => size.Sum(paragraph => paragraph.Text.Length))!.Key;
        var headings = new PdfHeadings(body);
        headings.Find(paragraphs, outline);
        headings._sizes.AddRange(paragraphs.Where(headings.IsLarge).Select(paragraph => paragraph.Size).Distinct().OrderDescending());
        return headings;
    }

    /// <returns>1 to 6, or 0 for what is no heading.</returns>
    public int LevelOf(PdfParagraph paragraph)
    {
        if (_outlined.Count > 0)
            return _outlined.GetValueOrDefault(paragraph);
        if (paragraph.Kind == BlockKind.TableRow || paragraph.Text.Length > LongestHeading)
            return 0;
        if (IsLarge(paragraph))
            return Math.Min(_sizes.IndexOf(paragraph.Size) + 1, LowestLevel);
        return IsBoldLine(paragraph) || IsNumberedCapitals(paragraph) ? Math.Min(_sizes.Count + 1, LowestLevel) : 0;
    }

    // Each entry's heading is the paragraph of its words on the page that it leads to, or beside that page; the same words elsewhere, as in a
    // table of contents or at the head of pages, are none.
    private void Find(IReadOnlyList<PdfParagraph> paragraphs, IReadOnlyList<BookmarkNode> outline)
    {
        var byText = paragraphs.Where(paragraph => paragraph.Text.Length <= LongestHeading).ToLookup(paragraph => Key(paragraph.Text));
        foreach (var node in outline)
        {
            var key = Key(node.Title);
            var page = node is DocumentBookmarkNode { PageNumber: > 0 and var number } ? number : 0;
            var heading = key.Length == 0 ? null : byText[key].Where(paragraph => !_outlined.ContainsKey(paragraph))
                .Where(paragraph => page == 0 || Math.Abs(paragraph.Page - page) <= 1)
                .OrderBy(paragraph => page == 0 ? 0 : Math.Abs(paragraph.Page - page)).ThenByDescending(paragraph => paragraph.Size)
                .ThenByDescending(paragraph => paragraph.IsBold)
                .FirstOrDefault();
            if (heading is not null)
                _outlined[heading] = Math.Min(node.Level + 1, LowestLevel);
        }

        if (_outlined.Count < FewestOutlined && _outlined.Count * 2 < outline.Count + 1)
            _outlined.Clear();
    }

    private bool IsLarge(PdfParagraph paragraph)
        => paragraph.Kind != BlockKind.TableRow && paragraph.Size > LargerThanBody * _body && paragraph.Lines <= MostLines
        && paragraph.Text.Length <= LongestHeading && IsName(paragraph.Text);

    // No formula and no scale of a figure.
    private static bool IsName(string text) => HasWord().IsMatch(text) && !text.Contains('=', StringComparison.Ordinal) && !Quantity().IsMatch(text);

    private static bool IsBoldLine(PdfParagraph paragraph)
        => paragraph is { IsBold: true, Lines: 1, Text.Length: > 2 and <= LongestBoldHeading }
        && IsName(paragraph.Text) && paragraph.Text[^1] is not ('.' or ',' or ';' or ':');

    // "IV. RESULTS", as journals have them in the size and weight of their text.
    private static bool IsNumberedCapitals(PdfParagraph paragraph)
        => paragraph is { Kind: BlockKind.Paragraph or BlockKind.ListItem, Lines: <= MostLines, Text.Length: <= LongestBoldHeading }
            && SectionNumber().IsMatch(paragraph.Text)
        && SectionNumber().Replace(paragraph.Text, "") is var name && name.Count(char.IsUpper) >= MostlyCapitals * name.Count(char.IsLetter)
        && HasWord().IsMatch(name);

    // Section numbers and spaces differ between an outline and the text.
    private static string Key(string text)
        => new([.. text.SkipWhile(c => !char.IsLetter(c)).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    // Two letters, or one of a script whose letters are words.
    [GeneratedRegex(@"\p{L}{2}|[\u2E80-\u9FFF\uAC00-\uD7AF]")]
    private static partial Regex HasWord();

    // "100 µm": what is written at the scale of a figure.
    [GeneratedRegex(@"^[\d.,\s]+\p{L}{1,3}$")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^(?:[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2})*\.?)\s+")]
    private static partial Regex SectionNumber();
}
