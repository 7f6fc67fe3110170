using System.Text;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>
/// The names of a table's columns: of one row, or of several, where the rows above group the columns ("Summer: Length", "Summer: Fee").
/// </summary>
internal sealed class SheetNames
{
    // By column; null where it has no name.
    private readonly List<(string Group, string Name)?> _names = [];

    public static SheetNames ForTable(SheetTable table)
    {
        var names = new SheetNames();
        for (var at = 0; at < table.Names.Count; at++)
            names.Put(table.Range.Left + at, ("", table.Names[at]));
        return names;
    }

    /// <param name="rows">The header's rows, top first.</param>
    public static SheetNames ForTable(IReadOnlyList<SheetRow> rows, int left, int right)
    {
        var names = new SheetNames();
        var groups = new (string Text, int Until)[rows.Count];
        for (var column = left; column <= right; column++)
        {
            var parts = new List<string>();
            for (var level = 0; level < rows.Count; level++)
            {
                var cell = rows[level][column];
                // What spans goes on as far as it says; where nothing is merged, as far as the names below it have nothing above them.
                if (cell.IsFilled)
                {
                    Array.Clear(groups, level, groups.Length - level);
                    groups[level] = (cell.Text, cell.Span > 1
                        ? column + cell.Span - 1 : level + 1 < rows.Count && rows[level + 1][column].IsFilled ? int.MaxValue : column);
                }
                else if (column > groups[level].Until || level + 1 == rows.Count)
                {
                    groups[level] = default;
                }

                if (groups[level].Text is { Length: > 0 } part && (parts.Count == 0 || parts[^1] != part))
                    parts.Add(part);
            }

            if (parts.Count > 0)
                names.Put(column, (string.Join(": ", parts[..^1]), parts[^1]));
        }

        return names;
    }

    public bool Covers(IEnumerable<int> columns) => columns.All(column => ForTable(column) is not null);

    /// <summary>Whether the row says the names again, as tables do that go on over pages.</summary>
    public bool Repeats(SheetRow row, int left, int right)
    {
        var same = 0;
        for (var column = left; column <= right; column++)
        {
            if (!row[column].IsFilled)
                continue;
            if (ForTable(column) is not { } name || name.Name != row[column].Text)
                return false;
            same++;
        }

        return same > 1;
    }

    /// <summary>"Place: North quay; Summer: Length: 3; Fee: 6". Empty cells are left out.</summary>
    public string Record(SheetRow row, int left, int right)
    {
        var text = new StringBuilder();
        var group = "";
        for (var column = left; column <= right && column < row.Cells.Count; column++)
        {
            if (!row.Cells[column].IsFilled)
                continue;
            var name = ForTable(column) ?? ("", "");
            text.Append(text.Length > 0 ? "; " : "");
            if (name.Group != group && name.Group.Length > 0)
                text.Append(name.Group).Append(": ");
            group = name.Group;
            if (name.Name.Length > 0)
                text.Append(name.Name).Append(": ");
            text.Append(row.Cells[column].Text);
        }

        return text.ToString();
    }

    /// <summary>The names alone, for a table without rows.</summary>
    public string Line() => TableText.Row(
        [.. _names.Select(name => name is { Group.Length: > 0 } grouped ? $"{grouped.Group}: {grouped.Name}" : name?.Name ?? "")], keepEmpty: false);

    private (string Group, string Name)? ForTable(int column) => column < _names.Count ? _names[column] : null;

    private void Put(int column, (string Group, string Name) name)
    {
        while (_names.Count <= column)
            _names.Add(null);
        _names[column] = name;
    }
}
