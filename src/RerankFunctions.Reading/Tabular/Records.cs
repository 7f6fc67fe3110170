using System.Globalization;
using Sylvan.Data.Csv;

namespace RerankFunctions.Reading.Tabular;

/// <param name="IsApart">Whether empty lines are between it and the one before.</param>
internal sealed record Record(string[] Cells, bool IsApart);

/// <summary>The rows of a file that are not empty.</summary>
internal sealed class Records(CsvDataReader rows)
{
    /// <summary>Characters. A quote that nothing closes makes the rest of the file one record.</summary>
    public const int LongestRecord = 1 << 20;

    private readonly Queue<Record> _ahead = new();

    public async Task<Record?> NextAsync(CancellationToken cancellationToken)
        => _ahead.TryDequeue(out var next) ? next : await ReadAsync(cancellationToken);

    /// <summary>The cells of the rows that come next, as many as belong together.</summary>
    public async Task<IEnumerable<string[]>> AheadAsync(int count, CancellationToken cancellationToken)
    {
        while (_ahead.Count < count && await ReadAsync(cancellationToken) is { } row)
            _ahead.Enqueue(row);
        return _ahead.Take(count).TakeWhile(row => !row.IsApart).Select(row => row.Cells);
    }

    public void PutBack(IEnumerable<Record> rows)
    {
        foreach (var row in rows)
            _ahead.Enqueue(row);
    }

    private async Task<Record?> ReadAsync(CancellationToken cancellationToken)
    {
        for (var isApart = false; await CellsAsync(cancellationToken) is { } cells; isApart = true)
            if (Array.Exists(cells, cell => cell.Length > 0))
                return new Record(cells, isApart);
        return null;
    }

    private async Task<string[]?> CellsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await rows.ReadAsync(cancellationToken))
                return null;
            var row = new string[rows.RowFieldCount];
            for (var at = 0; at < row.Length; at++)
                row[at] = BlockText.OneLine(rows.GetString(at));
            return row;
        }
        catch (CsvRecordTooLargeException tooLarge)
        {
            throw TooLong(rows.RowNumber, tooLarge);
        }
        catch (CsvFormatException malformed)
        {
            throw new UnreadableDocumentException($"The table is malformed at row {malformed.RowNumber}: {malformed.Message}", inner: malformed);
        }
    }

    public static UnreadableDocumentException TooLong(int after, CsvRecordTooLargeException tooLarge) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"A record after row {after:N0} is longer than {LongestRecord:N0} characters: is a quote not closed?"),
        inner: tooLarge);
}
