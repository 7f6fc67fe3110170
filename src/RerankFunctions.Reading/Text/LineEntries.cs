using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Text;

/// <summary>Tells lines that each say something of their own (log entries, fields, columns) from the lines of a wrapped paragraph.</summary>
internal static partial class LineEntries
{
    private const double Most = 0.6;

    /// <param name="lines">The lines of a paragraph.</param>
    public static bool Are(IReadOnlyList<string> lines)
    {
        if (lines.Count < 2)
            return false;
        return Share(lines, Timed()) >= Most || lines.Count(line => Timed().IsMatch(line)) >= 2 && Timed().IsMatch(lines[0])
            || Share(lines, Levelled()) >= Most || lines.Count(line => Levelled().IsMatch(line)) >= 2 && Levelled().IsMatch(lines[0])
            || lines.Any(line => StackFrame().IsMatch(line)) || Share(lines, Field()) >= Most || Share(lines, Columns()) >= Most
            || HaveOneShape(lines);
    }

    private static double Share(IReadOnlyList<string> lines, Regex like) => (double)lines.Count(like.IsMatch) / lines.Count;

    // "10.0.0.7 - - [", "E0501 12:00:01.5": the same digits and signs at each line's start, and more of them than chance has.
    private static bool HaveOneShape(IReadOnlyList<string> lines)
    {
        var shapes = lines.Select(ShapeOfStart).ToArray();
        return shapes[0].Count(c => !char.IsLetter(c)) >= (lines.Count > 2 ? 1 : 4)
            && shapes.Count(shape => shape == shapes[0]) >= shapes.Length * Most;
    }

    private static string ShapeOfStart(string line)
    {
        var start = string.Concat(line.TrimStart().Split(' ', 3).Take(2).Select(word => word.TrimEnd('.', ',', ';', '!', '?', '"', '”', ')')));
        return Digits().Replace(Letters().Replace(start, "a"), "9");
    }

    // 2024-05-01T10:00, 01/May/2024:10:00, [10:00:01], May  1 10:00:01, 1714557600.123, behind brackets or not.
    [GeneratedRegex(@"^\W{0,2}(?:\d{4}[-/.]\d\d[-/.]\d\d[T _]|\d{1,2}[-/.](?:\d{1,2}|\p{L}{3})[-/.]\d{2,4}[ :T,]|\d{1,2}:\d\d[:.]\d\d|\p{L}{3}\s+\d{1,2}\s+\d\d:\d\d|\p{L}{3},? \d{1,2} \p{L}{3} \d{4}|\d{10}(?:\d{3})?[. ])")]
    private static partial Regex Timed();

    // The level first, or behind the thread's or the program's name.
    [GeneratedRegex(@"^\W{0,2}(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|trce|dbug|info|warn|fail|crit|debug|error)\b\W"
        + @"|^[\[(]?[\w./:-]+[\])]?:?\s+\W?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)\b\W")]
    private static partial Regex Levelled();

    [GeneratedRegex(@"^\s+(?:at [\w.$<>`]+\(|File "".*"", line \d+)|^Traceback \(most recent call last\)")]
    private static partial Regex StackFrame();

    // "name: value", "name=value".
    [GeneratedRegex(@"^\s*[\p{L}_][\w.-]{0,40}(?: ?=|:\s)\s*\S")]
    private static partial Regex Field();

    [GeneratedRegex(@"\S(?:\t| {3,})\S")]
    private static partial Regex Columns();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
