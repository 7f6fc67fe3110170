using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using RerankFunctions.Reading.Office.Drawings;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>Streams the body of a Word document, or its notes.</summary>
/// <param name="texts">The foot- and endnotes' texts, as <see cref="WordNotes"/> has them.</param>
internal sealed class WordBlocks(
    OpenXmlPart part, WordStyles styles, WordNumbering numbering, Dictionary<string, List<Block>> texts, ReadingNotes notes)
{
    private readonly Stack<WordParagraph> _paragraphs = new();
    private readonly StringBuilder _code = new();
    private readonly List<string> _tableNotes = [];
    private readonly Stack<bool> _prompts = new();
    private readonly StringBuilder _reading = new();
    private OfficeTable? _table;
    private int _tableDepth;
    private bool _isFirst = true;
    private bool _inText;
    private bool _inReading;
    private bool _inParagraphProperties;
    private RunProperties _run = RunProperties.None;
    private WordParagraph? _joined;

    /// <summary>In the part of foot- or endnotes: the note that is being read.</summary>
    public string? NoteId { get; private set; }

    /// <summary>Reads what w:altChunk refers to.</summary>
    public Func<string, IEnumerable<Block>>? Inserted { get; init; }

    public static IEnumerable<Block> ReadWord(WordprocessingDocument package, int depth, ReadingOptions options, ReadingNotes notes)
    {
        if (package.MainDocumentPart is not { } document)
            return [];
        var styles = WordStyles.ReadStyles(document);
        return new WordBlocks(document, styles, WordNumbering.ReadNumbering(document, styles), WordNotes.ReadNotes(document, styles, notes), notes)
        {
            Inserted = id => AltChunk.Read(document, id, depth, options, notes),
        }.Read();
    }

    public IEnumerable<Block> Read()
    {
        using var xml = OfficePackage.Xml(part);
        while (xml.Read())
        {
            while (xml.NodeType == XmlNodeType.Element && IsSkipped(xml))
                xml.Skip();
            if (xml.NodeType == XmlNodeType.Element)
            {
                foreach (var block in Start(xml))
                    yield return block;
            }
            else if (_inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                Text(xml.Value);
            }

            if (xml.NodeType == XmlNodeType.EndElement || xml is { NodeType: XmlNodeType.Element, IsEmptyElement: true })
                foreach (var block in End(xml))
                    yield return block;
        }

        foreach (var block in (Block[])[.. Flushed(), .. EndedCode()])
            yield return block;
    }

    // What is moved away or deleted, what repeats (a text box is there twice, for old and new programs), formats, prompts of empty fields.
    private bool IsSkipped(XmlReader xml)
        => xml.LocalName is "moveFrom" or "del" or "Fallback" or "sectPr"
            or "pPrChange" or "tblPrChange" or "trPrChange" or "tcPrChange" or "instrText"
            or "delText" or "delInstrText" or "tabs"
        || xml.LocalName is "sdtContent" && _prompts.TryPeek(out var isPrompt) && isPrompt;

    private void Text(string text)
    {
        if (!_paragraphs.TryPeek(out var paragraph))
            return;
        var run = _run.Over(styles[_run.StyleId].Run).Over(styles.OfParagraph(paragraph.StyleId).Run);
        text = SymbolFonts.Decode(text, run.Font, out var unknown);
        notes.Count("1 sign of a symbol font is not known", "{0:N0} signs of symbol fonts are not known", unknown);
        if (run.IsHidden ?? false)
        {
            if (!paragraph.HasHiddenText)
                notes.Count("hidden text of 1 paragraph left out", "hidden text of {0:N0} paragraphs left out");
            paragraph.HasHiddenText = true;
        }
        else if (_inReading)
            _reading.Append(text);
        else if (run.IsRaised ?? false)
            paragraph.Text.AppendRaised(text);
        else
            paragraph.Text.Append(text);
    }

    private IEnumerable<Block> Start(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "p" when xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal):
                _paragraphs.Push(Begun());
                break;
            case "tbl" when _tableDepth++ == 0:
                _table = new OfficeTable();
                break;
            case "t":
                _inText = !xml.IsEmptyElement;
                break;
            case "sdt":
                _prompts.Push(false);
                break;
            case "showingPlcHdr" when _prompts.Count > 0 && xml.IsOn():
                _prompts.Pop();
                _prompts.Push(true);
                break;
            case "footnote" or "endnote":
                NoteId = xml.Value("id");
                break;
            case "altChunk" when Inserted is not null && xml.Value("id") is { } id:
                return Inserted(id);
            default:
                if (_paragraphs.TryPeek(out var paragraph))
                    StartInParagraph(xml, paragraph);
                break;
        }

        if (_tableDepth == 1 && _table is not null)
            StartInTable(xml, _table);
        return [];
    }

    // What a deleted mark leaves open goes on in the next paragraph, which has the last word on what it is.
    private WordParagraph Begun()
    {
        var paragraph = new WordParagraph();
        if (_joined is { } joined)
        {
            paragraph.Text.Append(joined.Text.ToString());
            paragraph.Notes.AddRange(joined.Notes);
            paragraph.Readings.AddRange(joined.Readings);
            paragraph.Objects.AddRange(joined.Objects);
            _joined = null;
        }

        return paragraph;
    }

    private void StartInParagraph(XmlReader xml, WordParagraph paragraph)
    {
        switch (xml.LocalName)
        {
            case "pPr":
                _inParagraphProperties = !xml.IsEmptyElement;
                break;
            case "rPr" when _inParagraphProperties:
                paragraph.IsJoined = RunProperties.Read(xml).IsDeleted;
                break;
            case "rPr":
                _run = RunProperties.Read(xml);
                break;
            case "r":
                _run = RunProperties.None;
                break;
            case "pStyle":
                paragraph.StyleId = xml.Value("val");
                break;
            case "numId":
                paragraph.NumberId = xml.Value("val");
                break;
            case "ilvl" when int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var level):
                paragraph.NumberLevel = level;
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
            case "docPr" when xml.Value("hidden") is not ("1" or "true") && xml.Value("descr") is { Length: > 0 } alternative:
                paragraph.Text.Append(' ').Append(alternative).Append(' ');
                break;
            case "shape" when xml.Value("alt") is { Length: > 0 } alternative:
                paragraph.Text.Append(' ').Append(alternative).Append(' ');
                break;
            case "noBreakHyphen":
                paragraph.Text.Append('-');
                break;
            case "sym" when !(_run.IsHidden ?? false):
                Append(paragraph, xml.Value("font"), xml.Value("char"));
                break;
            case "rt":
                _inReading = true;
                break;
            case "footnoteReference" or "endnoteReference" when !(_run.IsHidden ?? false) && xml.Value("id") is { } id:
                paragraph.Notes.Add(xml.LocalName[..1] + id);
                break;
            case "relIds" or "chart":
                paragraph.Objects.AddRange(DrawingText.Related(part, xml, withValues: true, notes));
                break;
            case "OLEObject":
                notes.Count("1 embedded object is not read", "{0:N0} embedded objects are not read");
                break;
            default:
                if (FormulaText.IsPart(xml))
                    paragraph.Formula.Start(xml);
                break;
        }
    }

    private void Append(WordParagraph paragraph, string? font, string? code)
    {
        if (int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var character)
            && SymbolFonts.FindSign(font, character) is { } sign)
            paragraph.Text.Append(sign);
        else
            notes.Count("1 sign of a symbol font is not known", "{0:N0} signs of symbol fonts are not known");
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
            case "hMerge":
                table.IsSpanned = xml.Value("val") is null or "continue";
                break;
        }
    }

    private IEnumerable<Block> End(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "t":
                _inText = false;
                return [];
            case "r" when !xml.NamespaceURI.EndsWith("/math", StringComparison.Ordinal):
                _run = RunProperties.None;
                return [];
            case "pPr":
                _inParagraphProperties = false;
                return [];
            case "rt":
                if (_paragraphs.TryPeek(out var read) && BlockText.OneLine(_reading.ToString()) is { Length: > 0 } reading)
                    read.Readings.Add(reading);
                _reading.Clear();
                _inReading = false;
                return [];
            case "sdt":
                _prompts.TryPop(out _);
                return [];
            case "p" when xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal) && _paragraphs.TryPop(out var paragraph):
                if (paragraph.IsJoined)
                {
                    _joined = paragraph;
                    return [];
                }

                return Ended(paragraph);
            case "tc" when _tableDepth == 1:
                _ = Flushed();
                _table!.EndCell();
                return [];
            case "tr" when _tableDepth == 1:
                return Coded([.. _table!.EndRow()]);
            case "tbl" when --_tableDepth == 0:
                Block[] rest = [.. EndedCode(), .. _table!.End(), .. _tableNotes.SelectMany(Note)];
                _table = null;
                _tableNotes.Clear();
                return rest;
            default:
                if (FormulaText.IsPart(xml) && _paragraphs.TryPeek(out var open))
                    open.Formula.End(xml);
                return [];
        }
    }

    // Nothing follows that it could go on in.
    private Block[] Flushed()
    {
        var joined = _joined;
        _joined = null;
        return joined is null ? [] : Ended(joined);
    }

    private Block[] Ended(WordParagraph paragraph)
    {
        Block[] blocks = [.. paragraph.Blocks(styles, numbering, _isFirst)];
        if (blocks.Length > 0)
            _isFirst = false;
        if (_table is not null)
        {
            foreach (var block in blocks)
                _table.Add(block);
            _tableNotes.AddRange(paragraph.Notes);
            return [];
        }

        return [.. Coded(blocks), .. paragraph.Notes.SelectMany(Note)];
    }

    private IEnumerable<Block> Note(string id) => texts.GetValueOrDefault(id, []);

    // Lines of code are paragraphs of their own.
    private List<Block> Coded(Block[] blocks)
    {
        var ended = new List<Block>();
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Code && _code.Length + block.Text.Length < BlockText.MaxCharacters)
                _code.Append(block.Text).Append('\n');
            else
                ended.AddRange([.. EndedCode(), block]);
        }

        return ended;
    }

    private Block[] EndedCode()
    {
        var code = CodeText.CleanCode(_code.ToString());
        _code.Clear();
        return code.Length > 0 ? [new Block(BlockKind.Code, code)] : [];
    }
}
