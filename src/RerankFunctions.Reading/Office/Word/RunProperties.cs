using System.Globalization;
using System.Xml;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>What of a run's format changes what its text says: hidden, raised, in a font of symbols. Null where nothing is said.</summary>
internal sealed record RunProperties(bool? IsHidden, bool? IsRaised, string? Font)
{
    private const int RaisedHalfPoints = 5;

    public static readonly RunProperties None = new(null, null, null);

    public string? StyleId { get; private init; }

    /// <summary>Of a paragraph's mark: whether it was deleted or moved away, so that the next paragraph goes on in the same line.</summary>
    public bool IsDeleted { get; private init; }

    /// <summary>Reads w:rPr; leaves the XML at its end.</summary>
    public static RunProperties Read(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return None;
        bool? isHidden = null, isRaised = null;
        string? font = null, style = null;
        var isDeleted = false;
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

            switch (xml.LocalName)
            {
                case "vanish":
                    isHidden = xml.IsOn();
                    break;
                case "vertAlign":
                    isRaised = xml.Value("val") is "superscript";
                    break;
                // By its position alone, far enough for the eye.
                case "position" when isRaised is null && int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var halfPoints):
                    isRaised = halfPoints >= RaisedHalfPoints ? true : null;
                    break;
                case "rStyle":
                    style = xml.Value("val");
                    break;
                case "rFonts":
                    font = xml.Value("ascii") ?? xml.Value("hAnsi");
                    break;
                case "del" or "moveFrom":
                    isDeleted = true;
                    break;
            }
        }

        return isHidden is null && isRaised is null && font is null && style is null && !isDeleted ? None
            : new RunProperties(isHidden, isRaised, font) { StyleId = style, IsDeleted = isDeleted };
    }

    /// <summary>These, and where they say nothing, others.</summary>
    public RunProperties Over(RunProperties others) => ReferenceEquals(others, None) ? this
        : ReferenceEquals(this, None) ? others
        : this with { IsHidden = IsHidden ?? others.IsHidden, IsRaised = IsRaised ?? others.IsRaised, Font = Font ?? others.Font };
}
