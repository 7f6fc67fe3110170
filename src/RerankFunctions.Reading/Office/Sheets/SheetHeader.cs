namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>Finds the rows that name a table's columns, by what stands in them and below them.</summary>
internal static class SheetHeader
{
    private const int MostRows = 4;
    private const int LongestName = 200;
    private const int RowsLookedAt = 12;

    /// <summary>How many rows from <paramref name="start"/> on are the header; 0 if the table has none.</summary>
    public static int Rows(IReadOnlyList<SheetRow> rows, int start, int left, int right)
    {
        // Labels with colons are beside their values, not above them.
        if (rows[start][left].Text.EndsWith(':') && rows.Skip(start + 1).Take(2).Any(row => row[left].Text.EndsWith(':')))
            return 0;
        var end = start;
        while (end - start < MostRows - 1 && end + 1 < rows.Count && IsGroups(rows, end, left, right))
            end++;
        for (var at = start; at <= end; at++)
            if (!IsNames(rows, at, end, left, right))
                return at == start ? 0 : at - start;
        return end - start + 1;
    }

    /// <summary>
    /// How many rows from <paramref name="start"/> on stand above the table and are no part of it: "Customer | ACME" above "Item | Amount | Price".
    /// Names have more cells than all of those, and values below them.
    /// </summary>
    public static int RowsAbove(IReadOnlyList<SheetRow> rows, int start, int left, int right)
    {
        var most = Filled(rows[start], left, right);
        for (var at = start + 1; at < Math.Min(start + RowsLookedAt, rows.Count - 1); at++)
        {
            var filled = Filled(rows[at], left, right);
            if (filled > most && IsNames(rows, at, at, left, right))
            {
                var (first, last) = (at, at);
                while (first > start && IsGroups(rows, first - 1, left, right))
                    first--;
                while (last + 2 < rows.Count && IsGroups(rows, last, left, right))
                    last++;
                if (StandsOnNumbers(rows, last, left, right))
                    return first - start;
            }

            most = Math.Max(most, filled);
        }

        return 0;
    }

    /// <summary>Whether a text in the row has a number right below it.</summary>
    public static bool StandsOnNumbers(IReadOnlyList<SheetRow> rows, int at, int left, int right)
    {
        for (var column = left; column <= right; column++)
            if (rows[at][column] is { IsFilled: true, Kind: CellKind.Text } && rows[at + 1][column] is { IsFilled: true, Kind: not CellKind.Text })
                return true;
        return false;
    }

    /// <summary>Cells with text of their own, what spans several counting once.</summary>
    public static int Filled(SheetRow row, int left, int right)
    {
        var filled = 0;
        for (var column = left; column <= right && column < row.Cells.Count; column++)
            if (row.Cells[column].IsFilled)
                filled++;
        return filled;
    }

    /// <summary>Whether the row groups the columns that the next one names.</summary>
    private static bool IsGroups(IReadOnlyList<SheetRow> rows, int at, int left, int right)
    {
        SheetRow upper = rows[at], lower = rows[at + 1];
        if (!IsNames(rows, at + 1, at + 1, left, right))
            return false;
        bool spans = false, gap = false, rests = !upper[left].IsFilled;
        for (var column = left; column <= right; column++)
        {
            spans |= upper[column].IsFilled
                && (upper[column].Span > 1 && Filled(lower, column, Math.Min(right, column + upper[column].Span - 1)) > 1
                || lower[column].IsFromAbove);
            gap |= !upper[column].IsFilled && lower[column].IsFilled && column > left;
            rests |= upper[column].IsFilled && !lower[column].IsFilled;
        }

        return spans || gap && rests && HasNumbersBelow(rows, at + 1, left, right);
    }

    private static bool IsNames(IReadOnlyList<SheetRow> rows, int at, int last, int left, int right)
    {
        bool hasText = false, hasNumbers = false;
        for (var column = left; column <= right && column < rows[at].Cells.Count; column++)
        {
            var cell = rows[at].Cells[column];
            if (!cell.IsFilled)
                continue;
            if (cell.Text.Length > LongestName || cell.Kind == CellKind.Other)
                return false;
            hasText |= cell.Kind == CellKind.Text;
            hasNumbers |= cell.Kind != CellKind.Text;
        }

        return !hasNumbers || (hasText || !rows[at][left].IsFilled) && NumbersAreNames(rows, at, last, left, right);
    }

    // Years, months or days in a row, above values that are none.
    private static bool NumbersAreNames(IReadOnlyList<SheetRow> rows, int at, int last, int left, int right)
    {
        double? before = null;
        double? step = null;
        var (count, areYears, areDates) = (0, true, true);
        for (var column = left; column <= right && column < rows[at].Cells.Count; column++)
        {
            var cell = rows[at].Cells[column];
            if (!cell.IsFilled || cell.Kind == CellKind.Text)
                continue;
            count++;
            areYears &= IsYear(cell);
            areDates &= cell.Kind == CellKind.Date;
            if (before is { } number && cell.Number - number is var gap)
            {
                if (gap == 0 || step is { } regular && Math.Abs(gap - regular) > (areDates ? 31 * 12 : 0))
                    return false;
                step ??= gap;
            }

            before = cell.Number;
            var below = rows.Skip(last + 1).Take(RowsLookedAt).Select(row => row[column]).Where(value => value.IsFilled).ToList();
            if (below.Count(value => areDates ? value.Kind == CellKind.Date : areYears && IsYear(value)) > below.Count / 2)
                return false;
        }

        return areYears || areDates || count > 2 && step == 1;
    }

    private static bool IsYear(SheetCell cell)
        => cell.Kind == CellKind.Number && cell.Text.Length == 4 && cell.Number is >= 1900 and <= 2100 && cell.Number % 1 == 0
        || cell.Kind == CellKind.Date && cell.Text.Length == 4;

    private static bool HasNumbersBelow(IReadOnlyList<SheetRow> rows, int at, int left, int right)
    {
        foreach (var row in rows.Skip(at + 1).Take(RowsLookedAt))
            for (var column = left; column <= right; column++)
                if (row[column] is { IsFilled: true, Kind: not CellKind.Text })
                    return true;
        return false;
    }
}
