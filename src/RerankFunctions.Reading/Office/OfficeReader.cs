using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading.Office;

/// <summary>Word documents: headings, lists, tables, text boxes, equations, notes. Without page heads, comments and what was deleted.</summary>
public sealed class WordReader(IOptions<ReadingOptions> options) : OfficeReader(
    "word", [".docx", ".docm", ".dotx"], ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"])
{
    public override int Revision => 1;

    private protected override IEnumerable<Block> Read(Stream content) => OfficePackage.Read(
        content, options.Value, stream => WordprocessingDocument.Open(stream, isEditable: false), WordBlocks.Of);
}

/// <summary>Presentations: each slide's title, text, tables and notes; the slide's number is the page.</summary>
public sealed class PresentationReader(IOptions<ReadingOptions> options) : OfficeReader(
    "presentation", [".pptx", ".pptm", ".ppsx"], ["application/vnd.openxmlformats-officedocument.presentationml.presentation"])
{
    public override int Revision => 1;

    private protected override IEnumerable<Block> Read(Stream content) => OfficePackage.Read(
        content, options.Value, stream => PresentationDocument.Open(stream, isEditable: false), SlideBlocks.Of);
}

/// <summary>Workbooks: each visible sheet under its name, its rows with the names of their columns; the sheet's number is the page.</summary>
public sealed class WorkbookReader(IOptions<ReadingOptions> options) : OfficeReader(
    "workbook", [".xlsx", ".xlsm"], ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
{
    public override int Revision => 1;

    private protected override IEnumerable<Block> Read(Stream content) => OfficePackage.Read(
        content, options.Value, stream => SpreadsheetDocument.Open(stream, isEditable: false), SheetBlocks.Of);
}

/// <summary>Office Open XML files of one kind.</summary>
public abstract class OfficeReader(string name, IReadOnlyCollection<string> extensions, IReadOnlyCollection<string> contentTypes)
    : IDocumentReader
{
    public string Name => name;

    public abstract int Revision { get; }

    public long? IsolatedFromBytes => 0;

    public IReadOnlyCollection<string> Extensions { get; } = extensions;

    public IReadOnlyCollection<string> ContentTypes { get; } = contentTypes;

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var block in Read(content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    private protected abstract IEnumerable<Block> Read(Stream content);
}
