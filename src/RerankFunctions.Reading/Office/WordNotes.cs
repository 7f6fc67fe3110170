using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>Foot- and endnotes, by "f" or "e" and their id.</summary>
internal static class WordNotes
{
    public static Dictionary<string, string> Of(MainDocumentPart document)
    {
        var notes = new Dictionary<string, string>();
        if (document.FootnotesPart is { } footnotes)
            Read(footnotes, "f", notes);
        if (document.EndnotesPart is { } endnotes)
            Read(endnotes, "e", notes);
        return notes;
    }

    private static void Read(OpenXmlPart part, string prefix, Dictionary<string, string> notes)
    {
        using var xml = OfficePackage.Xml(part);
        var text = new StringBuilder();
        string? id = null;
        var inText = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "footnote" or "endnote" && xml.NodeType == XmlNodeType.Element)
                id = xml.Value("id");
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "t")
                inText = !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "t")
                inText = false;
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "p")
                text.Append('\n');
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "footnote" or "endnote" && id is not null)
            {
                if (BlockText.Lines(text.ToString()) is { Length: > 0 } note)
                    notes[prefix + id] = note;
                text.Clear();
                id = null;
            }
        }
    }
}
