using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using RerankFunctions.Reading.Text;
using Sylvan.Data.Csv;
using UtfUnknown;

namespace RerankFunctions.Reading.Tabular;

/// <summary>CSV and TSV, streamed: a block a row, with the names of its columns. Lines above those names are paragraphs.</summary>
public sealed class DelimitedReader : IDocumentReader
{
    // A quote that nothing closes makes the rest of the file one record.
    private const int LongestRecord = 1 << 20;

    public string Name => "delimited";

    public int Revision => 2;

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

        var first = new List<string[]>();
        while (first.Count < TableStart.Rows && await NextAsync(rows, cancellationToken) is { } row)
            if (row.Any(cell => cell.Length > 0))
                first.Add(row);
        var start = TableStart.FindStart(first);
        foreach (var row in first.Take(start.Above))
            foreach (var piece in BlockText.Pieces(TableText.Row(row, keepEmpty: false)))
                yield return new Block(BlockKind.Paragraph, piece);
        var names = start.HasNames && first.Count > start.Above + 1 ? first[start.Above] : null;
        foreach (var row in first.Skip(start.Above + (names is null ? 0 : 1)))
            foreach (var block in Blocks(names, row))
                yield return block;
        while (await NextAsync(rows, cancellationToken) is { } row)
            foreach (var block in Blocks(names, row))
                yield return block;
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
                MaxBufferSize = LongestRecord,
                // RFC 4180 knows no comments: a row may begin with "#". The library knows no way to have none.
                Comment = '\0',
            }, cancellationToken);
        }
        catch (CsvRecordTooLargeException tooLarge)
        {
            throw TooLong(0, tooLarge);
        }
    }

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
            throw TooLong(rows.RowNumber, tooLarge);
        }
        catch (CsvFormatException malformed)
        {
            throw new UnreadableDocumentException($"The table is malformed at row {malformed.RowNumber}: {malformed.Message}", inner: malformed);
        }
    }

    private static UnreadableDocumentException TooLong(int after, CsvRecordTooLargeException tooLarge) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"A record after row {after:N0} is longer than {LongestRecord:N0} characters: is a quote not closed?"),
        inner: tooLarge);
}
