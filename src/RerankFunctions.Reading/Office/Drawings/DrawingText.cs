using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Drawings;

/// <summary>The text of drawings: of shapes, tables, diagrams and charts, and what stands for pictures. Without what is hidden.</summary>
internal sealed class DrawingText
{
    private sealed class Shape(Shape? outer)
    {
        public bool IsHidden { get; set; } = outer?.IsHidden ?? false;
        public string Placeholder { get; set; } = "";
        public string? Alternative { get; set; }
        public bool HasText { get; set; }
        public StringBuilder Title { get; } = new();
        public DrawingNumbers Numbers { get; } = new();
    }

    private readonly Stack<Shape> _shapes = new();
    private readonly OpenXmlPart _part;
    private readonly ReadingNotes _notes;
    private readonly RaisedText _text = new();
    private readonly FormulaText _formula;
    private readonly List<Block> _titles = [];
    private readonly List<Block> _blocks = [];
    private OfficeTable? _table;
    private bool _inText;
    private bool _isRaised;
    private string? _font;

    /// <param name="part">A slide, its notes, or a sheet's or chart's drawings.</param>
    public DrawingText(OpenXmlPart part, ReadingNotes notes)
    {
        (_part, _notes) = (part, notes);
        _formula = new FormulaText(_text);
    }

    /// <summary>Whether charts give their values too.</summary>
    public bool WithValues { get; init; } = true;

    private bool IsHidden => _shapes.TryPeek(out var shape) && shape.IsHidden;

    /// <summary>The titles, as headings, first, wherever they stand in the file: that is the order of drawing.</summary>
    public List<Block> Blocks()
    {
        using var xml = OfficePackage.Xml(_part);
        while (xml.Read())
        {
            while (xml.NodeType == XmlNodeType.Element && IsSkipped(xml))
                xml.Skip();
            if (xml.NodeType == XmlNodeType.Element)
            {
                Start(xml);
                if (xml.IsEmptyElement)
                    End(xml);
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                End(xml);
            }
            else if (_inText && !IsHidden
                && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                var text = SymbolFonts.Decode(xml.Value, _font, out var unknown);
                _notes.Count("1 sign of a symbol font is not known", "{0:N0} signs of symbol fonts are not known", unknown);
                if (_isRaised)
                    _text.AppendRaised(text);
                else
                    _text.Append(text);
            }
        }

        return [.. _titles, .. _blocks];
    }

    // What stands there twice, for old and new programs; the slide's own number.
    private static bool IsSkipped(XmlReader xml) => xml.LocalName is "Fallback" || xml.LocalName is "fld" && xml.Value("type") is "slidenum";

    private void Start(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "sp" or "pic" or "graphicFrame" or "grpSp" or "cxnSp":
                _shapes.Push(new Shape(_shapes.TryPeek(out var outer) ? outer : null));
                break;
            case "cNvPr" when _shapes.TryPeek(out var shape):
                shape.Alternative = xml.Value("descr") is { Length: > 0 } description ? description : xml.Value("title");
                if (xml.Value("hidden") is "1" or "true" && !shape.IsHidden)
                {
                    shape.IsHidden = true;
                    _notes.Count("1 hidden shape left out", "{0:N0} hidden shapes left out");
                }

                break;
            case "ph" when _shapes.TryPeek(out var shape):
                shape.Placeholder = xml.Value("type") ?? "body";
                break;
            case "p" when _shapes.TryPeek(out var shape):
                shape.Numbers.BeginParagraph();
                break;
            case "pPr" when _shapes.TryPeek(out var shape):
                shape.Numbers.Properties(xml);
                break;
            case "buAutoNum" when _shapes.TryPeek(out var shape):
                shape.Numbers.AutoNumber(xml);
                break;
            case "r":
                (_isRaised, _font) = (false, null);
                break;
            case "latin" or "sym" when SymbolFonts.IsOne(xml.Value("typeface")):
                _font = xml.Value("typeface");
                break;
            case "rPr":
                _isRaised = int.TryParse(xml.Value("baseline"), CultureInfo.InvariantCulture, out var baseline) && baseline > 0;
                break;
            case "t":
                _inText = !xml.IsEmptyElement;
                break;
            case "br":
                _text.Append('\n');
                break;
            case "tbl":
                _table = new OfficeTable();
                break;
            case "tblPr" when _table is not null:
                _table.HasHeader = xml.Value("firstRow") is "1" or "true";
                break;
            case "tc" when _table is not null:
                _table.IsContinued = xml.Value("vMerge") is "1" or "true";
                _table.IsSpanned = xml.Value("hMerge") is "1" or "true";
                break;
            case "relIds" or "chart" when !IsHidden:
                _blocks.AddRange(Related(_part, xml, WithValues, _notes));
                break;
            case "oleObj" when !IsHidden:
                _notes.Count("1 embedded object is not read", "{0:N0} embedded objects are not read");
                break;
            default:
                _formula.Start(xml);
                break;
        }
    }

    /// <summary>The text of the diagram or chart that an element refers to.</summary>
    public static IEnumerable<Block> Related(OpenXmlPart part, XmlReader reference, bool withValues, ReadingNotes notes)
    {
        if (reference.Value(reference.LocalName is "relIds" ? "dm" : "id") is not { } id || !part.TryGetPartById(id, out var related))
            return [];
        return related switch
        {
            DiagramDataPart diagram => DiagramText.ReadDiagram(diagram, notes),
            ChartPart or ExtendedChartPart => ChartText.ReadChart(related, withValues, notes),
            _ => [],
        };
    }

    private void End(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "t":
                _inText = false;
                break;
            case "r" or "fld":
                (_isRaised, _font) = (false, null);
                break;
            case "p":
                EndParagraph();
                break;
            case "tc" when _table is not null:
                _table.EndCell();
                break;
            case "tr" when _table is not null:
                var rows = _table.EndRow();
                if (!IsHidden)
                    _blocks.AddRange(rows);
                break;
            case "tbl" when _table is not null:
                var rest = _table.End();
                if (!IsHidden)
                    _blocks.AddRange(rest);
                _table = null;
                break;
            case "sp" or "pic" or "graphicFrame" or "grpSp" or "cxnSp" when _shapes.TryPop(out var shape):
                EndShape(shape);
                break;
            default:
                _formula.End(xml);
                break;
        }
    }

    private void EndParagraph()
    {
        var lines = BlockText.Lines(_text.ToString());
        _text.Clear();
        if (lines.Length == 0 || IsHidden)
            return;
        if (_table is not null)
        {
            _table.AddText(lines);
            return;
        }

        _shapes.TryPeek(out var shape);
        var text = (shape?.Numbers.Next() ?? "") + lines;
        if (shape is not null)
            shape.HasText = true;
        if (shape?.Placeholder is "title" or "ctrTitle")
            shape.Title.Append(' ').Append(lines);
        // Numbers, dates, heads and feet that every slide repeats.
        else if (shape?.Placeholder is not ("sldNum" or "dt" or "ftr" or "hdr"))
            _blocks.AddRange(BlockText.Pieces(text)
                .Select(piece => new Block(shape?.Placeholder is "body" or "obj" ? BlockKind.ListItem : BlockKind.Paragraph, piece)));
    }

    private void EndShape(Shape shape)
    {
        if (_shapes.TryPeek(out var outer))
            outer.HasText |= shape.HasText;
        if (shape.IsHidden)
            return;
        _titles.AddRange(BlockText.Pieces(BlockText.OneLine(shape.Title.ToString()))
            .Select(piece => new Block(BlockKind.Heading, piece) { Level = 1 }));
        if (!shape.HasText && BlockText.OneLine(shape.Alternative ?? "") is { Length: > 0 } alternative)
            _blocks.AddRange(BlockText.Pieces(alternative).Select(piece => new Block(BlockKind.Paragraph, piece)));
    }
}
