using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>The texts that cells refer to by number.</summary>
internal sealed class SharedTexts
{
    private readonly List<string> _texts = [];

    public int Longest { get; private set; }

    public string this[string number] => int.TryParse(number, out var at) && at >= 0 && at < _texts.Count ? _texts[at] : "";

    public static SharedTexts ReadShared(WorkbookPart workbook)
    {
        var shared = new SharedTexts();
        if (workbook.SharedStringTablePart is { } part)
            shared.Read(part);
        return shared;
    }

    /// <summary>Counts the text of a sheet's cells, which is much less work than to give it.</summary>
    /// <exception cref="UnreadableDocumentException">It is more than the limit.</exception>
    public void CountUses(WorksheetPart part, TextLimit limit)
    {
        using var xml = OfficePackage.Xml(part);
        var (isShared, inValue) = (false, false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "c")
                isShared = xml.Value("t") is "s";
            else if (xml.LocalName is "v")
                inValue = xml.NodeType == XmlNodeType.Element;
            else if (inValue && isShared && xml.NodeType is XmlNodeType.Text)
                limit.Add(this[xml.Value].Length);
        }
    }

    private void Read(SharedStringTablePart part)
    {
        using var xml = OfficePackage.Xml(part);
        var text = new CellText();
        while (xml.Read())
        {
            text.Take(xml);
            if (xml.LocalName is "si" && (xml.NodeType == XmlNodeType.EndElement || xml.NodeType == XmlNodeType.Element && xml.IsEmptyElement))
            {
                var whole = text.Take();
                _texts.Add(whole);
                Longest = Math.Max(Longest, whole.Length);
            }
        }
    }
}

/// <summary>Collects the text of one cell: its runs, raised ones told apart, without the phonetic guides that repeat it in another script.</summary>
internal sealed class CellText
{
    private readonly RaisedText _text = new();
    private bool _inText;
    private bool _isRaised;

    /// <summary>Looks at where the XML stands; moves it on only past phonetic guides.</summary>
    public void Take(XmlReader xml)
    {
        while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "rPh")
            xml.Skip();
        if (xml.NodeType == XmlNodeType.Element)
        {
            if (xml.LocalName is "t" or "v")
                _inText = !xml.IsEmptyElement;
            else if (xml.LocalName is "r")
                _isRaised = false;
            else if (xml.LocalName is "vertAlign")
                _isRaised = xml.Value("val") is "superscript";
        }
        else if (xml.NodeType == XmlNodeType.EndElement)
        {
            if (xml.LocalName is "t" or "v")
                _inText = false;
            else if (xml.LocalName is "r")
                _isRaised = false;
        }
        else if (_inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
        {
            if (_isRaised)
                _text.AppendRaised(xml.Value);
            else
                _text.Append(xml.Value);
        }
    }

    /// <summary>A number so far, as it is written; begins anew.</summary>
    public string TakeNumber()
    {
        var number = _text.ToString().Trim();
        Clear();
        return number;
    }

    /// <summary>The text so far, on one line; begins anew.</summary>
    public string Take()
    {
        var text = _text.ToString();
        Clear();
        return IsPlain(text) ? text : BlockText.OneLine(EscapedText.Decode(text));
    }

    // Most cells: a few words of ASCII, with nothing in them to clean or decode.
    private static bool IsPlain(string text)
    {
        var before = ' ';
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or '_' || character == ' ' && before == ' ')
                return false;
            before = character;
        }

        return before != ' ';
    }

    public void Clear()
    {
        _text.Clear();
        (_inText, _isRaised) = (false, false);
    }
}
