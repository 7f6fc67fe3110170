using System.Xml;

namespace RerankFunctions.Reading.Office;

internal static class XmlReaderExtensions
{
    /// <summary>An attribute by its local name, whatever its namespace (that of "strict" documents differs).</summary>
    public static string? Value(this XmlReader xml, string localName)
    {
        if (!xml.HasAttributes)
            return null;
        string? value = null;
        while (value is null && xml.MoveToNextAttribute())
            value = xml.LocalName == localName ? xml.Value : null;
        xml.MoveToElement();
        return value;
    }

    /// <summary>Whether an on/off property is on: present without a value, or with one that is not "off".</summary>
    public static bool IsOn(this XmlReader xml) => xml.Value("val") is not ("0" or "false" or "off" or "none");
}
