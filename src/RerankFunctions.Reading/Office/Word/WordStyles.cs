using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>What a style means.</summary>
/// <param name="Level">1 to 6 for headings, else 0.</param>
/// <param name="NumberId">The numbering that its paragraphs take part in, "0" for none, null if it says nothing.</param>
/// <param name="NumberLevel">The level there, if it says so.</param>
internal sealed record WordStyle(bool IsTitle, int Level, bool IsList, bool IsCode, string? NumberId, int? NumberLevel, RunProperties Run);

/// <summary>A document's styles by id, with what they take over from those they are based on.</summary>
internal sealed class WordStyles
{
    private const int LowestLevel = 6;
    private const int DeepestInheritance = 20;
    private static readonly WordStyle Plain = new(
        IsTitle: false, Level: 0, IsList: false, IsCode: false, NumberId: null, NumberLevel: null, RunProperties.None);

    private sealed class Definition
    {
        public string Name { get; set; } = "";
        public string? BasedOn { get; set; }
        public int? OutlineLevel { get; set; }
        public string? NumberId { get; set; }
        public int? NumberLevel { get; set; }
        public RunProperties Run { get; set; } = RunProperties.None;
    }

    private readonly Dictionary<string, Definition> _definitions = [];
    private readonly Dictionary<string, WordStyle> _styles = [];

    /// <summary>The style of paragraphs that name none.</summary>
    private string? _default;

    public static WordStyles ReadStyles(MainDocumentPart document)
    {
        var styles = new WordStyles();
        if (document.StyleDefinitionsPart is { } part)
            styles.Read(part);
        return styles;
    }

    public WordStyle this[string? id]
    {
        get
        {
            if (id is null)
                return Plain;
            if (!_styles.TryGetValue(id, out var style))
                _styles[id] = style = Resolve(id);
            return style;
        }
    }

    public WordStyle OfParagraph(string? id) => this[id ?? _default];

    private void Read(StyleDefinitionsPart part)
    {
        using var xml = OfficePackage.Xml(part);
        Definition? current = null;
        while (xml.Read())
        {
            // Formats of a table's first row and the like are no paragraph's.
            while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "tblStylePr" or "docDefaults")
                xml.Skip();
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "style" when xml.Value("styleId") is { } id:
                    _definitions[id] = current = new Definition();
                    if (xml.Value("type") is "paragraph" && xml.Value("default") is "1" or "true" or "on")
                        _default = id;
                    break;
                case "name" when current is not null:
                    current.Name = xml.Value("val") ?? "";
                    break;
                case "basedOn" when current is not null:
                    current.BasedOn = xml.Value("val");
                    break;
                case "outlineLvl" when current is not null && int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var level):
                    current.OutlineLevel = level;
                    break;
                case "numId" when current is not null:
                    current.NumberId = xml.Value("val");
                    break;
                case "ilvl" when current is not null && int.TryParse(xml.Value("val"), CultureInfo.InvariantCulture, out var level):
                    current.NumberLevel = level;
                    break;
                case "rPr" when current is not null:
                    current.Run = RunProperties.Read(xml);
                    break;
            }
        }
    }

    private WordStyle Resolve(string id)
    {
        var level = 0;
        bool isTitle = false, isList = false, isCode = false;
        string? numberId = null;
        int? numberLevel = null;
        var run = RunProperties.None;
        var at = id;
        for (var depth = 0; depth < DeepestInheritance && at is not null && _definitions.TryGetValue(at, out var definition); depth++)
        {
            var name = definition.Name.ToLowerInvariant();
            // Outline level 9 is body text; a heading's name holds in any language of the program.
            if (level == 0 && definition.OutlineLevel is { } outline and < 9)
                level = outline + 1;
            if (level == 0 && name.StartsWith("heading ", StringComparison.Ordinal)
                && int.TryParse(name[8..], CultureInfo.InvariantCulture, out var number))
                level = number;
            isTitle |= name == "title";
            isList |= definition.NumberId is not (null or "0") || name.StartsWith("list bullet", StringComparison.Ordinal)
                || name.StartsWith("list number", StringComparison.Ordinal) || name == "list paragraph";
            isCode |= name.Contains("code", StringComparison.Ordinal) || name.Contains("preformatted", StringComparison.Ordinal);
            numberId ??= definition.NumberId;
            numberLevel ??= definition.NumberLevel;
            run = run.Over(definition.Run);
            at = definition.BasedOn;
        }

        return new WordStyle(isTitle, Math.Clamp(level, 0, LowestLevel), isList && level == 0, isCode, numberId, numberLevel, run);
    }
}
