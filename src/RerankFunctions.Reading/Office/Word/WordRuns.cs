using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using RerankFunctions.Reading.Office.Drawings;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>What stands in a paragraph: its properties, its runs of text, and what they hold beside text.</summary>
internal sealed class WordRuns(OpenXmlPart part, WordStyles styles, ReadingNotes notes)
{
    private readonly StringBuilder _reading = new();
    private bool _inText;
    private bool _inReading;
    private bool _inParagraphProperties;
    private RunProperties _run = RunProperties.None;

    public void Text(string text, WordParagraph paragraph)
    {
        if (!_inText)
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

    public void Start(XmlReader xml, WordParagraph paragraph)
    {
        switch (xml.LocalName)
        {
            case "t":
                _inText = !xml.IsEmptyElement;
                break;
            case "r":
                _run = RunProperties.None;
                break;
            case "rPr" when _inParagraphProperties:
                paragraph.IsJoined = RunProperties.Read(xml).IsDeleted;
                break;
            case "rPr":
                _run = RunProperties.Read(xml);
                break;
            case "pPr":
                _inParagraphProperties = !xml.IsEmptyElement;
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
            default:
                StartObject(xml, paragraph);
                break;
        }
    }

    /// <param name="xml">At the end of an element, or at one that is empty.</param>
    /// <param name="paragraph">The paragraph it is in, if any.</param>
    public void End(XmlReader xml, WordParagraph? paragraph)
    {
        switch (xml.LocalName)
        {
            case "t":
                _inText = false;
                break;
            case "r" when !xml.NamespaceURI.EndsWith("/math", StringComparison.Ordinal):
                _run = RunProperties.None;
                break;
            case "pPr":
                _inParagraphProperties = false;
                break;
            case "rt":
                if (BlockText.OneLine(_reading.ToString()) is { Length: > 0 } reading)
                    paragraph?.Readings.Add(reading);
                _reading.Clear();
                _inReading = false;
                break;
            default:
                if (FormulaText.IsPart(xml))
                    paragraph?.Formula.End(xml);
                break;
        }
    }

    // Pictures and what is drawn, fields of forms, formulas.
    private void StartObject(XmlReader xml, WordParagraph paragraph)
    {
        switch (xml.LocalName)
        {
            case "docPr" when xml.Value("hidden") is not ("1" or "true"):
                AppendApart(paragraph, xml.Value("descr") is { Length: > 0 } description ? description : xml.Value("title"));
                break;
            case "shape":
                AppendApart(paragraph, xml.Value("alt"));
                break;
            // Text that is drawn along a line.
            case "textpath":
                AppendApart(paragraph, xml.Value("string"));
                break;
            case "ffData":
                paragraph.Text.Append(FormField.ReadValue(xml));
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

    private static void AppendApart(WordParagraph paragraph, string? text)
    {
        if (text is { Length: > 0 })
            paragraph.Text.Append(' ').Append(text).Append(' ');
    }

    private void Append(WordParagraph paragraph, string? font, string? code)
    {
        if (int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var character)
            && SymbolFonts.FindSign(font, character) is { } sign)
            paragraph.Text.Append(sign);
        else
            notes.Count("1 sign of a symbol font is not known", "{0:N0} signs of symbol fonts are not known");
    }
}
