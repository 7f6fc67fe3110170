using System.Globalization;
using System.Xml;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>
/// Fields of forms from before content controls (w:ffData, ECMA-376 part 1, 17.16.17): a box's tick and a list's choice stand in the field
/// and in no run of text.
/// </summary>
internal static class FormField
{
    /// <summary>Reads w:ffData; leaves the XML at its end.</summary>
    /// <returns>What the field shows; empty for one whose text stands in the document.</returns>
    public static string ReadValue(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var entries = new List<string>();
        string? chosen = null, ticked = null;
        var (isBox, isList) = (false, false);
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "checkBox":
                    isBox = true;
                    break;
                case "ddList":
                    isList = true;
                    break;
                case "default":
                    ticked ??= chosen ??= xml.Value("val") ?? "1";
                    break;
                case "checked":
                    ticked = xml.IsOn() ? "1" : "0";
                    break;
                case "result":
                    chosen = xml.Value("val");
                    break;
                case "listEntry":
                    entries.Add(xml.Value("val") ?? "");
                    break;
            }
        }

        return isBox ? ticked is null or "0" or "false" or "off" ? "☐" : "☑"
            : isList ? entries.ElementAtOrDefault(int.TryParse(chosen, CultureInfo.InvariantCulture, out var at) ? at : 0) ?? ""
            : "";
    }
}
