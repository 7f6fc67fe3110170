using System.Runtime.CompilerServices;
using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Text;
using Sylvan.Data.Csv;
using UtfUnknown;

namespace RerankFunctions.Reading.Markdown;

/// <summary>CommonMark with the extensions in common use: front matter, tables, task lists, footnotes, definition lists, strikethrough.</summary>
public sealed class MarkdownReader(IOptions<ReadingOptions> options) : IDocumentReader
{
    // Of the emphasis extras only GitHub's: the others eat "C++11, C++14", "10^6 to 10^9", "==1.26" and "~5".
    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseTaskLists().UseFootnotes().UseDefinitionLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Use<LoneFootnotes>().Build();

    public string Name => "markdown";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(
        typeof(MarkdownPipeline), typeof(HtmlParser), typeof(YamlDotNet.Core.Parser), typeof(CsvDataReader), typeof(CharsetDetector));

    public long? IsolatedFromBytes => TreeLimit.HarmlessBytes;

    public IReadOnlyCollection<string> Extensions { get; } = [".md", ".markdown", ".mdown", ".mkd"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/markdown", "text/x-markdown"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TreeLimit.ThrowIfBeyond(content, options.Value);
        using var text = await TextDecoding.OpenAsync(content, notes, cancellationToken);
        var source = await text.ReadToEndAsync(cancellationToken);
        if (FrontMatter.ParseFrontMatter(source) is { } frontMatter)
        {
            source = source[frontMatter.Length..];
            if (frontMatter.Title is { } title)
                yield return new Block(BlockKind.Title, title);
            foreach (var field in frontMatter.Others)
                notes.AddField(field.Name, field.Values);
            foreach (var piece in BlockText.Pieces(frontMatter.Record))
                yield return new Block(BlockKind.TableRow, piece);
        }

        foreach (var block in MarkdownBlocks.ReadMarkdown(Parse(source)))
            yield return block;
    }

    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException tooDeep)
        {
            throw new UnreadableDocumentException("The Markdown is nested too deeply to be read.", inner: tooDeep);
        }
    }
}
