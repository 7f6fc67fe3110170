using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>Counts the automatic numbers of headings and lists as Word shows them (ECMA-376 part 1, 17.9).</summary>
internal sealed partial class WordNumbering
{
    private const int Levels = 9;
    private const int DeepestLink = 5;

    private sealed record Level
    {
        public int Start { get; set; } = 1;
        public string Format { get; set; } = "decimal";
        public string Text { get; set; } = "";
        public string Suffix { get; set; } = "tab";
        public string? Style { get; set; }
        public bool IsInDigits { get; set; }
        public int? RestartsAfter { get; set; }
    }

    private sealed class List
    {
        public Level?[] Levels { get; } = new Level?[WordNumbering.Levels];
        public int?[] Counts { get; } = new int?[WordNumbering.Levels];
        public string? StyleLink { get; set; }
    }

    private sealed class Instance
    {
        public string List { get; set; } = "";
        public int?[] Starts { get; } = new int?[WordNumbering.Levels];
        public Level?[] Levels { get; } = new Level?[WordNumbering.Levels];
        public bool IsStarted { get; set; }
    }

    private readonly Dictionary<string, List> _lists = [];
    private readonly Dictionary<string, Instance> _instances = [];
    private readonly WordStyles _styles;

    private WordNumbering(WordStyles styles) => _styles = styles;

    public static WordNumbering ReadNumbering(MainDocumentPart document, WordStyles styles)
    {
        var numbering = new WordNumbering(styles);
        if (document.NumberingDefinitionsPart is { } part)
            numbering.Read(part);
        return numbering;
    }

    /// <summary>Counts a paragraph on.</summary>
    /// <param name="id">Of the numbering instance, w:numId.</param>
    /// <param name="level">From 0, as the paragraph itself has it; null where its style decides.</param>
    /// <param name="styleLevel">The level that the style says, if it says one.</param>
    /// <returns>What stands before its text, with a space behind it; empty for bullets and where nothing is numbered.</returns>
    public string Next(string id, int? level, string? style, int? styleLevel)
    {
        if (!_instances.TryGetValue(id, out var instance) || ListOf(instance) is not { } list)
            return "";
        var at = Math.Clamp(level ?? LevelOf(list, instance, style) ?? styleLevel ?? 0, 0, Levels - 1);
        if (!instance.IsStarted)
        {
            // A new instance goes on counting where the others of its list are, but for the levels that it starts anew.
            instance.IsStarted = true;
            for (var restarted = 0; restarted < Levels; restarted++)
                if (instance.Starts[restarted] is not null)
                    list.Counts[restarted] = null;
        }

        list.Counts[at] = list.Counts[at] + 1 ?? StartOf(at);
        for (var deeper = at + 1; deeper < Levels; deeper++)
            if (Definition(deeper)?.RestartsAfter is not { } after || after > 0 && at < after)
                list.Counts[deeper] = null;
        if (Definition(at) is not { Format: not "bullet" } definition)
            return "";
        var text = Placeholder().Replace(definition.Text, match =>
        {
            var shown = match.Value[1] - '1';
            var number = list.Counts[shown] ??= StartOf(shown);
            return ListNumber.FormatNumber(
                number, definition.IsInDigits && Definition(shown)?.Format is not "none" ? "decimal" : Definition(shown)?.Format ?? "decimal");
        }).Trim();
        return text.Length == 0 || definition.Suffix is "nothing" ? text : text + " ";

        Level? Definition(int of) => instance.Levels[of] ?? list.Levels[of];
        int StartOf(int of) => instance.Starts[of] ?? Definition(of)?.Start ?? 1;
    }

    private static int? LevelOf(List list, Instance instance, string? style)
    {
        for (var level = 0; level < Levels; level++)
            if (style is not null && (instance.Levels[level] ?? list.Levels[level])?.Style == style)
                return level;
        return null;
    }

    // A list may say no more than which style of lists has its levels.
    private List? ListOf(Instance instance)
    {
        for (var depth = 0; depth < DeepestLink && _lists.TryGetValue(instance.List, out var list); depth++)
        {
            if (list.StyleLink is null)
                return list;
            if (_styles[list.StyleLink].NumberId is not { } id || !_instances.TryGetValue(id, out instance!))
                return null;
        }

        return null;
    }

    private void Read(NumberingDefinitionsPart part)
    {
        using var xml = OfficePackage.Xml(part);
        List? list = null;
        Instance? instance = null;
        Level? level = null;
        var overridden = 0;
        while (xml.Read())
        {
            while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "rPr" or "pPr")
                xml.Skip();
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "lvl")
                level = null;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "abstractNum" when xml.Value("abstractNumId") is { } id:
                    (_lists[id], instance) = (list = new List(), null);
                    break;
                case "numStyleLink" when list is not null:
                    list.StyleLink = xml.Value("val");
                    break;
                case "num" when xml.Value("numId") is { } id:
                    (_instances[id], list) = (instance = new Instance(), null);
                    break;
                case "abstractNumId" when instance is not null:
                    instance.List = xml.Value("val") ?? "";
                    break;
                case "lvlOverride":
                    overridden = Number(xml, "ilvl") is >= 0 and < Levels and var number ? number : 0;
                    break;
                case "startOverride" when instance is not null:
                    instance.Starts[overridden] = Number(xml, "val");
                    break;
                case "lvl" when Number(xml, "ilvl") is >= 0 and < Levels and var at:
                    level = new Level();
                    if (instance is not null)
                        instance.Levels[at] = level;
                    else if (list is not null)
                        list.Levels[at] = level;
                    break;
                default:
                    if (level is not null)
                        Read(xml, level);
                    break;
            }
        }
    }

    private static void Read(XmlReader xml, Level level)
    {
        switch (xml.LocalName)
        {
            case "start":
                level.Start = Number(xml, "val") ?? 1;
                break;
            case "numFmt":
                level.Format = xml.Value("val") ?? "decimal";
                break;
            case "lvlText":
                level.Text = xml.Value("val") ?? "";
                break;
            case "suff":
                level.Suffix = xml.Value("val") ?? "tab";
                break;
            case "pStyle":
                level.Style = xml.Value("val");
                break;
            case "isLgl":
                level.IsInDigits = xml.IsOn();
                break;
            case "lvlRestart":
                level.RestartsAfter = Number(xml, "val");
                break;
        }
    }

    private static int? Number(XmlReader xml, string attribute)
        => int.TryParse(xml.Value(attribute), CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("%[1-9]")]
    private static partial Regex Placeholder();
}
