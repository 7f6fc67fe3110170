using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>Streams the text of a slide's shapes and tables.</summary>
internal static class DrawingText
{
    public static IEnumerable<Block> Of(OpenXmlPart slide)
    {
        using var xml = OfficePackage.Xml(slide);
        var text = new StringBuilder();
        var placeholder = "";
        var inText = false;
        OfficeTable? table = null;
        while (xml.Read())
        {
            while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "Fallback")
                xml.Skip();
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "sp":
                        placeholder = "";
                        break;
                    case "ph":
                        placeholder = xml.Value("type") ?? "body";
                        break;
                    case "t":
                        inText = !xml.IsEmptyElement;
                        break;
                    case "br":
                        text.Append('\n');
                        break;
                    case "tab":
                        text.Append('\t');
                        break;
                    case "tbl":
                        table = new OfficeTable();
                        break;
                    case "tblPr" when table is not null:
                        table.HasHeader = xml.Value("firstRow") is "1" or "true";
                        break;
                    case "tc" when table is not null:
                        table.IsContinued = xml.Value("vMerge") is "1" or "true";
                        break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                switch (xml.LocalName)
                {
                    case "t":
                        inText = false;
                        break;
                    case "p":
                        if (table is not null)
                            table.AddText(text);
                        else if (Block(text, placeholder) is { } block)
                            foreach (var piece in BlockText.Pieces(block.Text))
                                yield return block with { Text = piece };
                        text.Clear();
                        break;
                    case "tc" when table is not null:
                        table.EndCell();
                        break;
                    case "tr" when table is not null:
                        foreach (var row in table.EndRow())
                            yield return row;
                        break;
                    case "tbl":
                        table = null;
                        break;
                }
            }
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(xml.Value);
        }
    }

    private static Block? Block(StringBuilder text, string placeholder)
    {
        var lines = BlockText.Lines(text.ToString());
        return lines.Length == 0 ? null : placeholder switch
        {
            // Numbers, dates, heads and feet that every slide repeats.
            "sldNum" or "dt" or "ftr" or "hdr" => null,
            "title" or "ctrTitle" => new Block(BlockKind.Heading, lines.Replace('\n', ' ')) { Level = 1 },
            "body" or "obj" => new Block(BlockKind.ListItem, lines),
            _ => new Block(BlockKind.Paragraph, lines),
        };
    }
}
