using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Drawings;

/// <summary>The text of a diagram (SmartArt): its points from the root down, then what stands on the arrows.</summary>
internal static class DiagramText
{
    public static List<Block> ReadDiagram(DiagramDataPart part, ReadingNotes notes)
    {
        var points = new Dictionary<string, (string? Type, string Text)>();
        var children = new Dictionary<string, List<(int Order, string Id)>>();
        string? id = null, type = null;
        var text = new StringBuilder();
        var inText = false;
        using (var xml = OfficePackage.Xml(part))
        {
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    if (xml.LocalName is "pt" && xml.Value("modelId") is { } model)
                    {
                        (id, type) = (model, xml.Value("type"));
                        points[id] = (type, "");
                    }
                    else if (xml.LocalName is "cxn" && xml.Value("type") is null or "parOf" && xml.Value("srcId") is { } source
                        && xml.Value("destId") is { } target)
                        (children.TryGetValue(source, out var list) ? list : children[source] = []).Add((Order(xml), target));
                    else if (xml.LocalName is "t" && xml.NamespaceURI.EndsWith("/main", StringComparison.Ordinal))
                        inText = !xml.IsEmptyElement;
                    else if (xml.LocalName is "br")
                        text.Append('\n');
                }
                else if (xml.NodeType == XmlNodeType.EndElement)
                {
                    if (xml.LocalName is "t" && inText)
                        inText = false;
                    else if (xml.LocalName is "p")
                        text.Append('\n');
                    else if (xml.LocalName is "pt" && id is not null)
                    {
                        points[id] = (type, BlockText.Lines(text.ToString()));
                        text.Clear();
                    }
                }
                else if (inText
                    && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                {
                    text.Append(xml.Value);
                }
            }
        }

        var order = new List<string>();
        var left = new Stack<string>(points.Where(point => point.Value.Type is "doc").Select(point => point.Key));
        var seen = new HashSet<string>();
        while (left.TryPop(out var point))
        {
            if (!seen.Add(point))
                continue;
            order.Add(point);
            foreach (var child in children.GetValueOrDefault(point, []).OrderByDescending(child => child.Order))
                left.Push(child.Id);
        }

        var texts = order.Concat(points.Keys.Where(point => !seen.Contains(point)))
            .Where(points.ContainsKey).Select(point => points[point]).Where(point => point.Type is not "pres" && point.Text.Length > 0)
            .Select(point => point.Text).ToList();
        if (texts.Count == 0)
            notes.Count("1 diagram has no text of its own", "{0:N0} diagrams have no text of their own");
        return [.. texts.SelectMany(BlockText.Pieces).Select(piece => new Block(BlockKind.ListItem, piece))];
    }

    private static int Order(XmlReader xml) => int.TryParse(xml.Value("srcOrd"), CultureInfo.InvariantCulture, out var order) ? order : 0;
}
