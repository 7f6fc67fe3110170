using System.Globalization;
using System.Runtime.CompilerServices;
using RerankFunctions.Reading.Text;
using Sylvan.Data.Csv;

namespace RerankFunctions.Reading.Tabular;

/// <summary>CSV and TSV, streamed: a block a row, with the names of its columns.</summary>
public sealed class DelimitedReader : IDocumentReader
{
    // A quote that nothing closes makes the rest of the file one record.
    private const int LongestRecord = 1 << 20;

    public string Name => "delimited";

    public int Revision => 1;

    public long? IsolatedFromBytes => null;

    public IReadOnlyCollection<string> Extensions { get; } = [".csv", ".tsv", ".tab"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/csv", "text/tab-separated-values"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var encoding = await TextDecoding.DetectAsync(content, cancellationToken);
        char delimiter;
        using (var sample = TextDecoding.Open(content, encoding))
            delimiter = await DelimiterDetection.DetectAsync(sample, cancellationToken);
        content.Position = 0;

        using var text = TextDecoding.Open(content, encoding);
        await using var rows = await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            HasHeaders = false,
            CsvStyle = CsvStyle.Lax,
            MaxBufferSize = LongestRecord,
        }, cancellationToken);
        var first = await NextAsync(rows, cancellationToken);
        var second = await NextAsync(rows, cancellationToken);
        if (first is null)
            yield break;

        var names = IsHeader(first, second) ? first : null;
        if (names is null || second is null)
            foreach (var block in Blocks(null, first))
                yield return block;
        for (var row = second; row is not null; row = await NextAsync(rows, cancellationToken))
            foreach (var block in Blocks(names, row))
                yield return block;
    }

    private static IEnumerable<Block> Blocks(string[]? names, string[] row) =>
        BlockText.Pieces(names is null ? TableText.Row(row, keepEmpty: false) : RecordText.Of(names, row))
            .Select(piece => new Block(BlockKind.TableRow, piece));

    // Data from the first row on: numbers above numbers.
    private static bool IsHeader(string[] first, string[]? second) =>
        second is null || !first.Zip(second).Any(column => IsNumber(column.First) && IsNumber(column.Second));

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static async Task<string[]?> NextAsync(CsvDataReader rows, CancellationToken cancellationToken)
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
            throw new UnreadableDocumentException(string.Create(CultureInfo.InvariantCulture,
                $"A record after row {rows.RowNumber:N0} is longer than {LongestRecord:N0} characters: is a quote not closed?"), inner: tooLarge);
        }
        catch (CsvFormatException malformed)
        {
            throw new UnreadableDocumentException($"The table is malformed at row {malformed.RowNumber}: {malformed.Message}", inner: malformed);
        }
    }
}
