using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>What a paragraph style means.</summary>
/// <param name="Level">1 to 6 for headings, else 0.</param>
internal sealed record WordStyle(bool IsTitle, int Level, bool IsList, bool IsCode);

/// <summary>A document's paragraph styles by id, with what they take over from those they are based on.</summary>
internal sealed class WordStyles
{
    private const int LowestLevel = 6;
    private const int DeepestInheritance = 20;
    private static readonly WordStyle Plain = new(IsTitle: false, Level: 0, IsList: false, IsCode: false);

    private sealed class Definition
    {
        public string Name { get; set; } = "";
        public string? BasedOn { get; set; }
        public int? OutlineLevel { get; set; }
        public bool IsNumbered { get; set; }
    }

    private readonly Dictionary<string, Definition> _definitions = [];
    private readonly Dictionary<string, WordStyle> _styles = [];

    public static WordStyles Of(MainDocumentPart document)
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

    private void Read(StyleDefinitionsPart part)
    {
        using var xml = OfficePackage.Xml(part);
        Definition? current = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "style" when xml.Value("styleId") is { } id:
                    _definitions[id] = current = new Definition();
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
                    current.IsNumbered = xml.Value("val") is not "0";
                    break;
            }
        }
    }

    private WordStyle Resolve(string id)
    {
        var level = 0;
        bool isTitle = false, isList = false, isCode = false;
        var at = id;
        for (var depth = 0; depth < DeepestInheritance && at is not null && _definitions.TryGetValue(at, out var definition); depth++)
        {
            var name = definition.Name.ToLowerInvariant();
            // Outline level 9 is body text; a heading's name holds in any language of the program.
            if (level == 0 && definition.OutlineLevel is { } outline and < 9)
                level = outline + 1;
            if (level == 0 && name.StartsWith("heading ", StringComparison.Ordinal) && int.TryParse(name[8..], CultureInfo.InvariantCulture, out var number))
                level = number;
            isTitle |= name == "title";
            isList |= definition.IsNumbered || name.StartsWith("list bullet", StringComparison.Ordinal)
                || name.StartsWith("list number", StringComparison.Ordinal) || name == "list paragraph";
            isCode |= name.Contains("code", StringComparison.Ordinal) || name.Contains("preformatted", StringComparison.Ordinal);
            at = definition.BasedOn;
        }

        return new WordStyle(isTitle, Math.Clamp(level, 0, LowestLevel), isList && level == 0, isCode);
    }
}
