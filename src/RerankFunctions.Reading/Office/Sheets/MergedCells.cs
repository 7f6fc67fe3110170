using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>
/// Merged cells: they stand behind the rows, but the rows need them. Found by their bytes, which takes a fraction of what parsing
/// the sheet twice would.
/// </summary>
internal sealed partial class MergedCells
{
    private const int MostMerges = 100_000;
    private const int LongestElement = 128;
    private const int BufferBytes = 64 * 1024;

    private readonly List<SheetRange> _ranges;
    private readonly List<(SheetRange Range, SheetCell Cell)> _open = [];
    private int _next;

    private MergedCells(List<SheetRange> ranges) => _ranges = [.. ranges.OrderBy(range => range.Top)];

    public static MergedCells ReadMerged(WorksheetPart part)
    {
        var ranges = new List<SheetRange>();
        using var content = part.GetStream(FileMode.Open, FileAccess.Read);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var kept = 0;
        int read;
        while ((read = content.Read(buffer, kept, buffer.Length - kept)) > 0 && ranges.Count < MostMerges)
        {
            var filled = kept + read;
            Find(buffer.AsSpan(0, filled), ranges);
            // An element may go on in what is read next; one that was found already is found only once, since its range is the same.
            kept = Math.Min(filled, LongestElement);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new MergedCells([.. ranges.Distinct()]);
    }

    /// <summary>Gives the row's merged cells their spans, and those that go on from above their text. Rows come in order.</summary>
    public void Apply(SheetRow row)
    {
        if (_ranges.Count == 0)
            return;
        _open.RemoveAll(open => open.Range.Bottom < row.Number);
        var isBlank = row.Cells.TrueForAll(cell => !cell.IsFilled);
        foreach (var (range, cell) in _open)
            if (!isBlank && cell.IsFilled && !row[range.Left].IsFilled)
                Set(row, range.Left, cell with { IsFromAbove = true });
        for (; _next < _ranges.Count && _ranges[_next].Top <= row.Number; _next++)
        {
            var range = _ranges[_next];
            if (range.Top != row.Number)
                continue;
            var cell = row[range.Left] with { Span = range.Right - range.Left + 1 };
            if (cell.IsFilled)
                Set(row, range.Left, cell);
            if (range.Bottom > range.Top && cell.IsFilled)
                _open.Add((range, cell));
        }
    }

    private static void Set(SheetRow row, int column, SheetCell cell)
    {
        while (row.Cells.Count <= column)
            row.Cells.Add(SheetCell.Blank);
        row.Cells[column] = cell;
    }

    private static void Find(ReadOnlySpan<byte> bytes, List<SheetRange> ranges)
    {
        for (int at; (at = bytes.IndexOf("mergeCell "u8)) >= 0; bytes = bytes[(at + 10)..])
        {
            var isElement = at > 0 && bytes[at - 1] is (byte)'<' or (byte)':';
            var element = Encoding.Latin1.GetString(bytes.Slice(at, Math.Min(LongestElement, bytes.Length - at)));
            if (isElement && Reference().Match(element) is { Success: true } match && SheetRange.Parse(match.Groups[1].Value) is { } range)
                ranges.Add(range);
        }
    }

    [GeneratedRegex("""^mergeCell\s+ref\s*=\s*["']([A-Za-z0-9:$]+)["']""")]
    private static partial Regex Reference();
}

/// <summary>Cells of a sheet: rows from 1, columns from 0, both ends included.</summary>
internal readonly partial record struct SheetRange(int Top, int Left, int Bottom, int Right)
{
    /// <param name="reference">As in "A1:C3".</param>
    public static SheetRange? Parse(string? reference)
    {
        if (reference is null || Corners().Match(reference) is not { Success: true } match)
            return null;
        var last = match.Groups[3].Success;
        var range = new SheetRange(
            Row(match.Groups[2].Value), Column(match.Groups[1].Value),
            Row(match.Groups[last ? 4 : 2].Value), Column(match.Groups[last ? 3 : 1].Value));
        return range.Bottom >= range.Top && range.Right >= range.Left ? range : null;
    }

    public bool Contains(int row, int column) => row >= Top && row <= Bottom && column >= Left && column <= Right;

    /// <summary>"AB" is column 27, from 0.</summary>
    public static int Column(ReadOnlySpan<char> letters)
    {
        var column = 0;
        foreach (var letter in letters)
            column = column * 26 + (letter | 0x20) - 'a' + 1;
        return column - 1;
    }

    private static int Row(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$")]
    private static partial Regex Corners();
}
