using System.Runtime.CompilerServices;
using System.Text;
using RerankFunctions.Reading.Text;
using Sylvan.Data.Csv;
using UtfUnknown;

namespace RerankFunctions.Reading.Tabular;

/// <summary>CSV and TSV, streamed: a block a row, with the names of its columns. Lines above those names are paragraphs.</summary>
public sealed class DelimitedReader : IDocumentReader
{
    public string Name => "delimited";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(CsvDataReader), typeof(CharsetDetector));

    public long? IsolatedFromBytes => null;

    public IReadOnlyCollection<string> Extensions { get; } = [".csv", ".tsv", ".tab"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/csv", "text/tab-separated-values"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var encoding = await TextDecoding.DetectAsync(content, notes, cancellationToken);
        var dialect = await DialectAsync(content, encoding, cancellationToken);
        using var text = TextDecoding.Open(content, encoding);
        for (var skipped = 0; skipped < dialect.DirectiveLines; skipped++)
            await text.ReadLineAsync(cancellationToken);
        await using var rows = await OpenAsync(text, dialect, cancellationToken);

        var records = new Records(rows);
        var first = new List<Record>();
        while (first.Count < TableStart.Rows && await records.NextAsync(cancellationToken) is { } row)
            first.Add(row);
        var start = TableStart.FindStart([.. first.Select(row => row.Cells)], 1 + first.Skip(1).TakeWhile(row => !row.IsApart).Count());
        var names = start.HasNames && first.Count > start.Above + 1 ? first[start.Above].Cells : null;
        var above = names is not null && start.Above > 0 && TableStart.TryGroup(first[start.Above - 1].Cells, names, out names)
            ? start.Above - 1 : start.Above;
        foreach (var row in first.Take(above))
            foreach (var block in Remark(row.Cells, dialect.Delimiter))
                yield return block;
        records.PutBack(first.Skip(start.Above + (names is null ? 0 : 1)));
        while (await records.NextAsync(cancellationToken) is { } row)
        {
            if (row.IsApart && TableStart.BeginsAnew(names, [row.Cells, .. await records.AheadAsync(2, cancellationToken)]) is { } titles)
            {
                for (; titles > 0; titles--, row = (await records.NextAsync(cancellationToken))!)
                    foreach (var block in Remark(row.Cells, dialect.Delimiter))
                        yield return block;
                names = row.Cells;
                continue;
            }

            foreach (var block in Blocks(names, row.Cells))
                yield return block;
        }
    }

    private static async Task<Dialect> DialectAsync(Stream content, Encoding encoding, CancellationToken cancellationToken)
    {
        var start = content.Position;
        using var sample = TextDecoding.Open(content, encoding);
        var dialect = await Dialect.DetectAsync(sample, cancellationToken);
        content.Position = start;
        return dialect;
    }

    private static IEnumerable<Block> Blocks(string[]? names, string[] row)
        => BlockText.Pieces(names is null ? TableText.Row(row, keepEmpty: false) : RecordText.WriteRecord(names, row))
            .Select(piece => new Block(BlockKind.TableRow, piece));

    /// <summary>Reads the first record already.</summary>
    private static async Task<CsvDataReader> OpenAsync(TextReader text, Dialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            return await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions
            {
                Delimiter = dialect.Delimiter,
                HasHeaders = false,
                CsvStyle = CsvStyle.Lax,
                MaxBufferSize = Records.LongestRecord,
                // RFC 4180 knows no comments: a row may begin with "#". The library knows no way to have none.
                Comment = '\0',
            }, cancellationToken);
        }
        catch (CsvRecordTooLargeException tooLarge)
        {
            throw Records.TooLong(0, tooLarge);
        }
    }

    // A line beside the tables, its punctuation that separates cells elsewhere put back.
    private static IEnumerable<Block> Remark(string[] cells, char delimiter)
    {
        var text = TableText.Row(cells, keepEmpty: false);
        return BlockText.Pieces(delimiter == ',' ? text.Replace(" | ", ", ", StringComparison.Ordinal) : text)
            .Select(piece => new Block(BlockKind.Paragraph, piece));
    }
}
