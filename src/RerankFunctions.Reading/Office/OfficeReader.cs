using System.Runtime.CompilerServices;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml.Packaging;
using ExcelNumberFormat;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Office.Sheets;
using RerankFunctions.Reading.Office.Slides;
using RerankFunctions.Reading.Office.Word;
using UtfUnknown;

namespace RerankFunctions.Reading.Office;

/// <summary>
/// Word documents: headings and lists with their numbers, tables, text boxes, equations, notes, diagrams, charts. Without page heads, comments,
/// hidden text and what was deleted.
/// </summary>
public sealed class WordReader : OfficeReader
{
    private readonly ReadingOptions _options;
    private readonly int _depth;

    public WordReader(IOptions<ReadingOptions> options)
        : this(options.Value, depth: 0)
    {
    }

    /// <param name="depth">How many documents this one is inserted in.</param>
    internal WordReader(ReadingOptions options, int depth)
        : base("word", [".docx", ".docm", ".dotx"], ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"])
        => (_options, _depth) = (options, depth);

    public override int Revision => 3;

    private protected override IEnumerable<Block> Read(Stream content, ReadingNotes notes) => OfficePackage.Read(
        content, _options, stream => WordprocessingDocument.Open(stream, isEditable: false),
        (package, _) => WordBlocks.ReadWord(package, _depth, _options, notes));
}

/// <summary>Presentations: each visible slide's title, text, tables, diagrams, charts and notes; the slide's number is the page.</summary>
public sealed class PresentationReader(IOptions<ReadingOptions> options) : OfficeReader(
    "presentation", [".pptx", ".pptm", ".ppsx"], ["application/vnd.openxmlformats-officedocument.presentationml.presentation"])
{
    public override int Revision => 3;

    private protected override IEnumerable<Block> Read(Stream content, ReadingNotes notes) => OfficePackage.Read(
        content, options.Value, stream => PresentationDocument.Open(stream, isEditable: false),
        (package, _) => SlideBlocks.ReadSlides(package, notes));
}

/// <summary>Workbooks: each visible sheet under its name, its tables' rows with the names of their columns; the sheet's number is the page.</summary>
public sealed class WorkbookReader(IOptions<ReadingOptions> options) : OfficeReader(
    "workbook", [".xlsx", ".xlsm"], ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
{
    public override int Revision => 3;

    private protected override IEnumerable<Block> Read(Stream content, ReadingNotes notes) => OfficePackage.Read(
        content, options.Value, stream => SpreadsheetDocument.Open(stream, isEditable: false),
        (package, unpacked) => SheetBlocks.ReadSheets(package, unpacked, TextLimit.ForContent(content, options.Value), notes));
}

/// <summary>Office Open XML files of one kind.</summary>
public abstract class OfficeReader(string name, IReadOnlyCollection<string> extensions, IReadOnlyCollection<string> contentTypes)
    : IDocumentReader
{
    public string Name => name;

    public abstract int Revision { get; }

    /// <inheritdoc/>
    /// <remarks>Documents may hold web pages and text files.</remarks>
    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(
        typeof(OpenXmlPackage), typeof(NumberFormat), typeof(HtmlParser), typeof(CharsetDetector));

    public long? IsolatedFromBytes => 0;

    public IReadOnlyCollection<string> Extensions { get; } = extensions;

    public IReadOnlyCollection<string> ContentTypes { get; } = contentTypes;

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var block in Read(content, notes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    private protected abstract IEnumerable<Block> Read(Stream content, ReadingNotes notes);
}
