using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>Streams the body of a Word document, or its notes.</summary>
/// <param name="texts">The foot- and endnotes' texts, as <see cref="WordNotes"/> has them.</param>
internal sealed class WordBlocks(
    OpenXmlPart part, WordStyles styles, WordNumbering numbering, Dictionary<string, List<Block>> texts, ReadingNotes notes)
{
    private readonly Stack<WordParagraph> _paragraphs = new();
    private readonly CodeParagraphs _code = new();
    private readonly WordRuns _runs = new(part, styles, notes);
    private readonly List<string> _tableNotes = [];
    private readonly Stack<bool> _prompts = new();
    private OfficeTable? _table;
    private int _tableDepth;
    private bool _isFirst = true;
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
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                && _paragraphs.TryPeek(out var paragraph))
            {
                _runs.Text(xml.Value, paragraph);
            }

            if (xml.NodeType == XmlNodeType.EndElement || xml is { NodeType: XmlNodeType.Element, IsEmptyElement: true })
                foreach (var block in End(xml))
                    yield return block;
        }

        foreach (var block in (Block[])[.. Flushed(), .. _code.End()])
            yield return block;
    }

    // What is moved away or deleted, what repeats (a text box is there twice, for old and new programs), formats, prompts of empty fields.
    private bool IsSkipped(XmlReader xml)
        => xml.LocalName is "moveFrom" or "del" or "Fallback" or "sectPr"
            or "pPrChange" or "tblPrChange" or "trPrChange" or "tcPrChange" or "instrText"
            or "delText" or "delInstrText" or "tabs"
        || xml.LocalName is "sdtContent" && _prompts.TryPeek(out var isPrompt) && isPrompt;

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
                    _runs.Start(xml, paragraph);
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
                return _code.Add(_table!.EndRow());
            case "tbl" when --_tableDepth == 0:
                Block[] rest = [.. _code.End(), .. _table!.End(), .. _tableNotes.SelectMany(Note)];
                _table = null;
                _tableNotes.Clear();
                return rest;
            default:
                _runs.End(xml, _paragraphs.TryPeek(out var open) ? open : null);
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

        return [.. _code.Add(blocks), .. paragraph.Notes.SelectMany(Note)];
    }

    private IEnumerable<Block> Note(string id) => texts.GetValueOrDefault(id, []);
}
