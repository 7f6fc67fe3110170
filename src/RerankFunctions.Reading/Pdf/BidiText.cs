using System.Text;

namespace RerankFunctions.Reading.Pdf;

/// <summary>
/// Brings the characters of a line from the order in which they are seen, from the left, into that in which they are read: the Unicode
/// bidirectional algorithm (UAX #9) backwards, for two levels. Hebrew and Arabic run to the left, Latin words and numbers within them to the right.
/// </summary>
internal static class BidiText
{
    private enum Direction
    {
        Neutral,
        Left,
        Right,
        Number,
    }

    /// <param name="seen">Characters with their marks, from the left.</param>
    public static string Read(IReadOnlyList<string> seen, bool rightToLeft)
    {
        var directions = seen.Select(DirectionOf).ToArray();
        var text = new StringBuilder();
        if (rightToLeft)
            AppendLeftwards(text, seen, directions, 0, seen.Count);
        else
        {
            for (var at = 0; at < seen.Count;)
            {
                var end = directions[at] == Direction.Left ? LastOf(directions, at, seen.Count, stopAt: Direction.Right) : at;
                if (end > at)
                    AppendLeftwards(text, seen, directions, at, end);
                else
                    text.Append(seen[end++]);
                at = end;
            }
        }

        return text.ToString();
    }

    public static bool RunsLeft(string text) => text.Any(RunsLeft);

    public static bool RunsLeft(char c)
        => c is (>= '\u0590' and <= '\u08FF' and not (>= '\u0660' and <= '\u0669') and not (>= '\u06F0' and <= '\u06F9'))
            or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');

    /// <summary>More than half of the letters that have a direction.</summary>
    public static bool MostlyRunsLeft(IEnumerable<string> texts)
    {
        var (left, right) = (0, 0);
        foreach (var c in texts.SelectMany(text => text))
        {
            if (RunsLeft(c))
                left++;
            else if (char.IsLetter(c))
                right++;
        }

        return left > right;
    }

    // From the right, but for runs to the right within.
    private static void AppendLeftwards(StringBuilder text, IReadOnlyList<string> seen, Direction[] directions, int from, int to)
    {
        var start = text.Length;
        var afterArabic = seen.Skip(from).Take(to - from).Any(character => character.Any(IsArabic));
        for (var at = to - 1; at >= from;)
        {
            var begin = directions[at] switch
            {
                Direction.Right => FirstOfRun(directions, from, at),
                Direction.Number => FirstOfNumber(seen, directions, from, at, afterArabic),
                _ => at,
            };
            // "Python 3.14": a number after a Latin word belongs to it (UAX #9 W7).
            if (directions[at] == Direction.Number && LatinBefore(directions, from, begin) is var latin and >= 0)
                begin = FirstOfRun(directions, from, latin);
            for (var character = begin; character <= at; character++)
                text.Append(seen[character]);
            at = begin - 1;
        }

        MirrorBrackets(text, start);
    }

    // The first character of the Latin run that ends at a place: over spaces and signs, back to the outermost Latin letter before any other script.
    private static int FirstOfRun(Direction[] directions, int from, int at)
    {
        var first = at;
        for (var before = at - 1; before >= from && directions[before] != Direction.Left; before--)
        {
            if (directions[before] == Direction.Right || directions[before] == Direction.Number && before == first - 1)
                first = before;
        }

        return first;
    }

    private static int LatinBefore(Direction[] directions, int from, int at)
    {
        var before = at - 1;
        while (before >= from && directions[before] is (Direction.Neutral or Direction.Number))
            before--;
        return before >= from && directions[before] == Direction.Right ? before : -1;
    }

    private static int FirstOfNumber(IReadOnlyList<string> seen, Direction[] directions, int from, int at, bool afterArabic)
    {
        var first = at;
        while (first > from)
        {
            if (directions[first - 1] == Direction.Number)
                first--;
            else if (first - 2 >= from && directions[first - 2] == Direction.Number && IsWithinNumbers(seen[first - 1], afterArabic))
                first -= 2;
            else
                break;
        }

        // A currency or minus sign before it, as one sees it.
        if (first > from && seen[first - 1] is "$" or "€" or "£" or "#")
            first--;
        return first;
    }

    // UAX #9 W4: separators between digits; a hyphen is one only where the digits do not follow Arabic.
    private static bool IsWithinNumbers(string sign, bool afterArabic) => sign is "." or "," or ":" or "/" || sign is "-" or "+" && !afterArabic;

    // Brackets are seen mirrored in a run to the left; some files give them as seen, others as read.
    private static void MirrorBrackets(StringBuilder text, int start)
    {
        const string Opening = "([{<«";
        const string Closing = ")]}>»";
        for (var at = start; at < text.Length; at++)
        {
            if (Opening.Contains(text[at], StringComparison.Ordinal))
                return;
            if (Closing.Contains(text[at], StringComparison.Ordinal))
                break;
        }

        for (var at = start; at < text.Length; at++)
        {
            if (Opening.IndexOf(text[at], StringComparison.Ordinal) is var opening and >= 0)
                text[at] = Closing[opening];
            else if (Closing.IndexOf(text[at], StringComparison.Ordinal) is var closing and >= 0)
                text[at] = Opening[closing];
        }
    }

    private static int LastOf(Direction[] directions, int from, int to, Direction stopAt)
    {
        var end = from + 1;
        for (var at = from + 1; at < to && directions[at] != stopAt; at++)
        {
            if (directions[at] == Direction.Left)
                end = at + 1;
        }

        return end;
    }

    private static Direction DirectionOf(string character)
    {
        foreach (var c in character)
        {
            if (RunsLeft(c))
                return Direction.Left;
            if (char.IsDigit(c) || c == '%')
                return Direction.Number;
            if (char.IsLetter(c))
                return Direction.Right;
        }

        return Direction.Neutral;
    }

    private static bool IsArabic(char c) => c is (>= '\u0600' and <= '\u07BF') or (>= '\u08A0' and <= '\u08FF') or >= '\uFB50';
}
