using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A MathML formula as a line: powers by "^", fractions by "/", no markup of other kinds beside it.</summary>
internal static class MathText
{
    /// <summary>Recurses; the HTML parser limits how deep elements nest.</summary>
    public static string WriteFormula(IElement math)
    {
        var parts = math.Children.Where(child => child.LocalName is not ("annotation" or "annotation-xml" or "mphantom")).Select(WriteFormula)
            .ToArray();
        return (math.LocalName, parts) switch
        {
            (_, []) => math.LocalName is "math" && math.GetAttribute("alttext") is { } text ? text : math.TextContent.Trim(),
            ("msup", [var of, var power]) => $"{of}^{Grouped(power)}",
            ("munder" or "munderover", [var of, var below, ..]) when IsOperator(of) =>
                $"{of}_{Grouped(below)}" + (parts.Length > 2 ? $"^{Grouped(parts[2])}" : "") + " ",
            ("msubsup", [var of, var below, var above]) when IsOperator(of) => $"{of}_{Grouped(below)}^{Grouped(above)} ",
            ("msubsup", [var of, var index, var power]) => $"{of}{index}^{Grouped(power)}",
            ("mfrac", [var above, var below]) => $"{Grouped(above)}/{Grouped(below)}",
            ("msqrt", _) => $"√{Grouped(string.Concat(parts))}",
            ("mroot", [var of, var degree]) => $"{degree}√{Grouped(of)}",
            ("mtable", _) => string.Join("; ", parts),
            ("mtr", _) => string.Join(' ', parts),
            _ => string.Concat(parts),
        };
    }

    // Sums, products, integrals and limits go from one term to another.
    private static bool IsOperator(string text)
        => text is "∑" or "∏" or "∫" or "∮" or "⋃" or "⋂" or "lim" or "max" or "min" or "sup" or "inf";

    private static string Grouped(string text) => text.Length > 1 && !text.All(char.IsLetterOrDigit) ? $"({text})" : text;
}
