using System.Globalization;

namespace RerankFunctions.Reading.Tabular;

/// <summary>Where a table begins below its titles and remarks, and whether its first row names the columns.</summary>
/// <param name="Above">Rows above it.</param>
/// <param name="HasNames">Whether the row below those names the columns.</param>
internal readonly record struct TableStart(int Above, bool HasNames)
{
    /// <summary>How many of the first rows are looked at.</summary>
    public const int Rows = 50;

    private const double Filled = 0.6;

    /// <param name="rows">The first rows, without empty ones.</param>
    /// <param name="first">How many of them come before an empty one.</param>
    public static TableStart FindStart(IReadOnlyList<string[]> rows, int first)
    {
        if (rows.Count == 0)
            return default;
        // A table right at the top, with another one below it.
        if (first < rows.Count && IsTable([.. rows.Take(first)]))
            return new TableStart(0, HasNames: true);
        var width = Width(rows);
        // Above a short table may stand more lines than it has.
        if (width == 1)
            width = Width([.. rows.Skip(rows.Count / 2)]);
        // Statements have an account's name and a date above their columns; those have fewer cells, or the same with most of them empty.
        var above = 0;
        while (above < rows.Count && !IsFull(rows[above], width))
            above++;
        // A row of names that is shorter than its records is no remark.
        if (above == rows.Count || above == 1 && rows[0].Length > 1 && rows[0].Length >= rows[1].Length - 1 && !StandsOut(rows, 1))
            above = 0;
        return new TableStart(above, LooksLikeNames(rows, above));
    }

    /// <summary>How many rows of titles are above names that begin another table; null where the rows go on as before.</summary>
    /// <param name="names">The names so far.</param>
    /// <param name="rows">Rows behind an empty one, two at least.</param>
    public static int? BeginsAnew(string[]? names, IReadOnlyList<string[]> rows)
    {
        for (var titles = 0; titles < 2 && titles + 1 < rows.Count; titles++)
        {
            if (titles == 1 && rows[0].Count(cell => cell.Length > 0) > 1)
                return null;
            var (row, next) = (rows[titles], rows[titles + 1]);
            string[] filled = [.. row.Take(row.AsSpan().LastIndexOfAnyExcept("") + 1)];
            if (filled.Length > 1 && filled.Skip(1).All(cell => cell.Length > 0) && filled.Distinct().Count() == filled.Length
                && LooksLikeNames(rows, titles) && (StandsOut([row, next], 0) || row.Length != names?.Length && next.Length == row.Length))
                return titles;
        }

        return null;
    }

    /// <summary>
    /// The names with those of groups above them: "Summer: Length", "Summer: Fee". A group goes on until the next begins; the first column has none.
    /// </summary>
    public static bool TryGroup(string[] groups, string[] names, out string[] grouped)
    {
        grouped = names;
        var filled = groups.Count(group => group.Length > 0);
        if (groups.Length != names.Length || groups[0].Length > 0 || filled == 0 || filled > names.Length / 2
            || names.Skip(1).Any(name => name.Length == 0))
            return false;
        var group = "";
        grouped = [.. names.Select((name, at) => (group = groups[at].Length > 0 ? groups[at] : group).Length > 0 ? $"{group}: {name}" : name)];
        return true;
    }

    // Three columns or more, named, with numbers below words: two are how statements tell of themselves.
    private static bool IsTable(IReadOnlyList<string[]> rows)
        => rows.Count > 1 && rows[0].Length > 2 && rows.All(row => row.Length == rows[0].Length && IsFull(row, row.Length))
            && LooksLikeNames(rows, 0) && StandsOut(rows, 0);

    // What most rows have, the wider where two are as many.
    private static int Width(IReadOnlyList<string[]> rows)
        => rows.GroupBy(row => row.Length).OrderByDescending(rows => rows.Count()).ThenByDescending(rows => rows.Key).First().Key;

    private static bool IsFull(string[] row, int width)
        => row.Length >= width && row.Count(cell => cell.Length > 0) >= Math.Min(width, Math.Max(2, width * Filled));

    // Not data from the first row on, which has numbers above numbers, unless those are years above amounts.
    private static bool LooksLikeNames(IReadOnlyList<string[]> rows, int at)
    {
        if (at + 1 >= rows.Count)
            return true;
        var (names, next) = (rows[at], rows[at + 1]);
        var numbers = names.Zip(next).Where(column => IsNumber(column.First) && IsNumber(column.Second)).ToArray();
        return numbers.Length == 0
            || names.Any(name => name.Length > 0 && !IsNumber(name)) && numbers.All(column => IsYear(column.First))
                && !numbers.All(column => IsYear(column.Second)) && numbers.Select(column => column.First).Distinct().Count() == numbers.Length;
    }

    // It has words above numbers.
    private static bool StandsOut(IReadOnlyList<string[]> rows, int at)
        => rows.Skip(at + 1).Any(row => rows[at].Zip(row).Any(column => !IsNumber(column.First) && IsNumber(column.Second)));

    private static bool IsYear(string text)
        => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1800 and <= 2200;

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
