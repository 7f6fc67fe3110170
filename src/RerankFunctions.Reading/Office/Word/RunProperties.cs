using System.Xml;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>What of a run's format changes what its text says: hidden, raised, in a font of symbols. Null where nothing is said.</summary>
internal sealed record RunProperties(bool? IsHidden, bool? IsRaised, string? Font)
{
    public static readonly RunProperties None = new(null, null, null);

    public string? StyleId { get; private init; }

    /// <summary>Of a paragraph's mark: whether it was deleted or moved away, so that the next paragraph goes on in the same line.</summary>
    public bool IsDeleted { get; private init; }

    /// <summary>Reads w:rPr; leaves the XML at its end.</summary>
    public static RunProperties Read(XmlReader xml)
    {
        var properties = None;
        if (xml.IsEmptyElement)
            return properties;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "rPrChange" && xml.Depth > depth)
                xml.Skip();
            if (xml.NodeType != XmlNodeType.Element || xml.Depth <= depth)
            {
                if (xml.Depth <= depth)
                    break;
                continue;
            }

            properties = xml.LocalName switch
            {
                "vanish" => properties with { IsHidden = xml.IsOn() },
                "vertAlign" => properties with { IsRaised = xml.Value("val") is "superscript" },
                "rStyle" => properties with { StyleId = xml.Value("val") },
                "rFonts" => properties with { Font = xml.Value("ascii") ?? xml.Value("hAnsi") },
                "del" or "moveFrom" => properties with { IsDeleted = true },
                _ => properties,
            };
        }

        return properties;
    }

    /// <summary>These, and where they say nothing, others.</summary>
    public RunProperties Over(RunProperties others) =>
        this with { IsHidden = IsHidden ?? others.IsHidden, IsRaised = IsRaised ?? others.IsRaised, Font = Font ?? others.Font };
}
