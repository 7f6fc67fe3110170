using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Text;

/// <summary>Gathers lines into paragraphs, list items and underlined headings. A blank line ends them.</summary>
internal sealed partial class TextParagraph
{
    // Lines of a wrapped paragraph are nearly full but for the last; other short lines (verses, addresses, log entries) stand alone.
    private const int NarrowestWrap = 40;
    private const int WidestWrap = 120;

    private readonly List<string> _lines = [];
    private readonly List<char> _underlines = [];
    private int _characters;
    private bool _isItem;

    public IEnumerable<Block> Add(TextLine line)
    {
        var text = BlockText.Clean(line.Text).TrimEnd();
        if (text.Length == 0)
            return End();
        if (!line.IsWhole)
            return [.. End(), .. BlockText.Pieces(BlockText.OneLine(text)).Select(piece => new Block(BlockKind.Paragraph, piece))];
        if (IsUnderline(text))
            return _lines.Count == 1 && !_isItem && text.Length * 2 >= _lines[0].Length ? [Underlined(text[0])] : End();

        var startsItem = ListMarker().IsMatch(text);
        IEnumerable<Block> ended = startsItem || _characters + text.Length > BlockText.MaxCharacters ? End() : [];
        _isItem |= startsItem;
        _lines.Add(text);
        _characters += text.Length + 1;
        return ended;
    }

    /// <summary>What has been gathered since the last block.</summary>
    public Block[] End()
    {
        if (_lines.Count == 0)
            return [];
        var text = IsWrapped() ? Joined() : BlockText.Lines(string.Join('\n', _lines));
        Block[] ended = [.. BlockText.Pieces(text).Select(piece => new Block(_isItem ? BlockKind.ListItem : BlockKind.Paragraph, piece))];
        Clear();
        return ended;
    }

    // The kinds of underline rank in the order in which the document first uses them, as in reStructuredText.
    private Block Underlined(char underline)
    {
        if (!_underlines.Contains(underline))
            _underlines.Add(underline);
        var heading = new Block(BlockKind.Heading, BlockText.OneLine(_lines[0])) { Level = Math.Min(_underlines.IndexOf(underline) + 1, 6) };
        Clear();
        return heading;
    }

    // A rule between paragraphs has no text either. Quotes, dots and backticks are used for much else: those are as long as their heading, as
    // reStructuredText asks.
    private bool IsUnderline(string text)
        => Rule().IsMatch(text) || _lines.Count == 1 && !_isItem && text.Length >= _lines[0].Length && Punctuation().IsMatch(text);

    private bool IsWrapped()
    {
        var longest = _lines.Max(Width);
        return longest is >= NarrowestWrap and <= WidestWrap && _lines.SkipLast(1).All(line => Width(line) > longest / 2) && !LineEntries.Are(_lines);
    }

    // Columns on a screen: East Asian characters take two.
    private static int Width(string line) => line.Length + line.Count(BlockText.IsWrittenWithoutSpaces);

    private string Joined()
    {
        var text = new StringBuilder(_characters);
        foreach (var line in _lines)
            text.AppendWrapped(BlockText.OneLine(line));
        return text.ToString();
    }

    private void Clear()
    {
        _lines.Clear();
        _characters = 0;
        _isItem = false;
    }

    [GeneratedRegex(@"^\s*([=\-~^*_#+])\1{2,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^([!-/:-@\[-`{-~])\1{1,}$")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^\s*([-*+•‣◦·]|\d{1,3}[.)]|[a-z][.)])\s+\S")]
    private static partial Regex ListMarker();
}
