using System.Globalization;
using System.Xml;

namespace RerankFunctions.Reading.Office.Drawings;

/// <summary>Counts the automatic numbers of one shape's paragraphs, a count for each level of indentation.</summary>
internal sealed class DrawingNumbers
{
    private const int Levels = 9;

    private readonly (string Type, int Number)[] _counts = new (string, int)[Levels];
    private int _level;
    private string? _type;
    private int _start = 1;

    public void BeginParagraph() => (_level, _type, _start) = (0, null, 1);

    public void Properties(XmlReader paragraph)
        => _level = int.TryParse(paragraph.Value("lvl"), CultureInfo.InvariantCulture, out var level) ? Math.Clamp(level, 0, Levels - 1) : 0;

    public void AutoNumber(XmlReader bullet)
    {
        _type = bullet.Value("type");
        _start = int.TryParse(bullet.Value("startAt"), CultureInfo.InvariantCulture, out var start) ? start : 1;
    }

    /// <summary>What stands before the text of the paragraph that ends, with a space behind it; empty if it has no number.</summary>
    public string Next()
    {
        Array.Clear(_counts, _level + 1, Levels - _level - 1);
        if (_type is null)
        {
            _counts[_level] = default;
            return "";
        }

        var count = _counts[_level];
        var number = count.Type == _type ? count.Number + 1 : _start;
        _counts[_level] = (_type, number);
        return Written(_type, number) + " ";
    }

    // ST_TextAutonumberScheme (ECMA-376 part 1, 20.1.10.61): a way to count and what stands around the number.
    private static string Written(string type, int number)
    {
        var format = type.StartsWith("alphaLc", StringComparison.Ordinal) ? "lowerLetter"
            : type.StartsWith("alphaUc", StringComparison.Ordinal) ? "upperLetter"
            : type.StartsWith("romanLc", StringComparison.Ordinal) ? "lowerRoman"
            : type.StartsWith("romanUc", StringComparison.Ordinal) ? "upperRoman"
            : type.StartsWith("circle", StringComparison.Ordinal) ? "decimalEnclosedCircle"
            : type.StartsWith("ea1", StringComparison.Ordinal) ? "chineseCounting"
            : "decimal";
        var written = ListNumber.FormatNumber(number, format);
        return type.EndsWith("ParenBoth", StringComparison.Ordinal) ? $"({written})"
            : type.EndsWith("ParenR", StringComparison.Ordinal) ? written + ")"
            : type.EndsWith("Plain", StringComparison.Ordinal) ? written
            : type.EndsWith("Minus", StringComparison.Ordinal) ? written + "-"
            : written + ".";
    }
}
