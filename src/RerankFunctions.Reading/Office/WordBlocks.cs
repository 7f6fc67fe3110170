using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>Streams the body of a Word document.</summary>
internal sealed class WordBlocks(WordStyles styles, Func<string, string?> note)
{
    private readonly Stack<WordParagraph> _paragraphs = new();
    private readonly StringBuilder _code = new();
    private OfficeTable? _table;
    private int _tableDepth;
    private bool _tableHasRows;
    private bool _isFirst = true;

    public static IEnumerable<Block> Of(WordprocessingDocument package)
    {
        if (package.MainDocumentPart is not { } document)
            return [];
        var notes = WordNotes.Of(document);
        return new WordBlocks(WordStyles.Of(document), notes.GetValueOrDefault).Read(document);
    }

    private IEnumerable<Block> Read(MainDocumentPart document)
    {
        using var xml = OfficePackage.Xml(document);
        while (xml.Read())
        {
            while (xml.NodeType == XmlNodeType.Element && IsSkipped(xml.LocalName))
                xml.Skip();
            IEnumerable<Block> ended = xml.NodeType switch
            {
                XmlNodeType.Element when xml.IsEmptyElement => [.. Start(xml), .. End(xml.LocalName)],
                XmlNodeType.Element => Start(xml),
                XmlNodeType.EndElement => End(xml.LocalName),
                XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace => Text(xml.Value),
                _ => [],
            };
            foreach (var block in ended)
                yield return block;
        }

        foreach (var block in EndedCode())
            yield return block;
    }

    // What is moved away or deleted, what repeats (a text box is there twice, for old and new programs), formats.
    private static bool IsSkipped(string name) =>
        name is "moveFrom" or "del" or "Fallback" or "rPr" or "sectPr" or "pPrChange" or "instrText" or "delText" or "tabs";

    private bool _inText;

    private Block[] Text(string text)
    {
        if (_inText && _paragraphs.TryPeek(out var paragraph))
            paragraph.Text.Append(text);
        return [];
    }

    private Block[] Start(XmlReader xml)
    {
        var name = xml.LocalName;
        if (name is "p" && xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal))
            _paragraphs.Push(new WordParagraph());
        else if (name is "tbl" && _tableDepth++ == 0)
            (_table, _tableHasRows) = (new OfficeTable(), false);
        else if (name is "t")
            _inText = true;
        else if (_paragraphs.TryPeek(out var paragraph))
            StartInParagraph(xml, paragraph);
        if (_tableDepth == 1 && _table is not null)
            StartInTable(xml, _table);
        return [];
    }

    private static void StartInParagraph(XmlReader xml, WordParagraph paragraph)
    {
        switch (xml.LocalName)
        {
            case "pStyle":
                paragraph.StyleId = xml.Value("val");
                break;
            case "numId":
                paragraph.IsNumbered = xml.Value("val") is not "0";
                break;
            case "outlineLvl" when int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var level):
                paragraph.OutlineLevel = level;
                break;
            case "tab" or "ptab":
                paragraph.Text.Append('\t');
                break;
            case "br" or "cr":
                paragraph.Text.Append('\n');
                break;
            case "docPr" when xml.Value("descr") is { Length: > 0 } alternative:
                paragraph.Text.Append(' ').Append(alternative).Append(' ');
                break;
            // Of equations: fractions, powers, indexes.
            case "den":
                paragraph.Text.Append('/');
                break;
            case "sup":
                paragraph.Text.Append('^');
                break;
            case "sub":
                paragraph.Text.Append('_');
                break;
            case "noBreakHyphen":
                paragraph.Text.Append('-');
                break;
            case "footnoteReference" or "endnoteReference" when xml.Value("id") is { } id:
                paragraph.Notes.Add(xml.LocalName[..1] + id);
                break;
        }
    }

    private static void StartInTable(XmlReader xml, OfficeTable table)
    {
        switch (xml.LocalName)
        {
            case "tblLook":
                // 0x20: the first row is formatted apart (ECMA-376 part 1, 17.4.55).
                table.HasHeader = xml.Value("firstRow") is "1" or "true" || int.TryParse(
                    xml.Value("val"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var look) && (look & 0x20) != 0;
                break;
            case "tblHeader":
                table.IsHeaderRow = xml.IsOn();
                break;
            case "gridSpan" when int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var span):
                table.Span = span;
                break;
            case "vMerge":
                table.IsContinued = xml.Value("val") is null or "continue";
                break;
        }
    }

    private IEnumerable<Block> End(string name)
    {
        switch (name)
        {
            case "t":
                _inText = false;
                return [];
            case "p" when _paragraphs.TryPop(out var paragraph):
                return _table is null ? Ended(paragraph) : EndInCell(paragraph);
            case "tc" when _tableDepth == 1:
                _table!.EndCell();
                return [];
            case "tr" when _tableDepth == 1:
                Block[] row = [.. EndedCode(), .. _table!.EndRow()];
                _tableHasRows |= row.Length > 0;
                return row;
            case "tbl" when --_tableDepth == 0:
                var rest = _table!.End(_tableHasRows);
                _table = null;
                return rest;
            default:
                return [];
        }
    }

    private Block[] EndInCell(WordParagraph paragraph)
    {
        _table!.AddText(paragraph.Text);
        return [];
    }

    // Lines of code are paragraphs of their own.
    private IEnumerable<Block> Ended(WordParagraph paragraph)
    {
        foreach (var block in paragraph.Blocks(styles, _isFirst))
        {
            _isFirst = false;
            if (block.Kind == BlockKind.Code && _code.Length + block.Text.Length < BlockText.MaxCharacters)
                _code.Append(block.Text).Append('\n');
            else
            {
                foreach (var code in EndedCode())
                    yield return code;
                yield return block;
            }
        }

        foreach (var text in paragraph.Notes.Select(note).OfType<string>())
            foreach (var piece in BlockText.Pieces(text))
                yield return new Block(BlockKind.Paragraph, piece);
    }

    private Block[] EndedCode()
    {
        var code = CodeText.Of(_code.ToString());
        _code.Clear();
        return code.Length > 0 ? [new Block(BlockKind.Code, code)] : [];
    }
}
