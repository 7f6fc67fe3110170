using System.Runtime.CompilerServices;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading.Markdown;

/// <summary>CommonMark with the extensions in common use: front matter, tables, task lists, footnotes, definition lists, strikethrough.</summary>
public sealed class MarkdownReader(IOptions<ReadingOptions> options) : IDocumentReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter().UsePipeTables().UseGridTables().UseTaskLists().UseFootnotes().UseDefinitionLists().UseEmphasisExtras().Build();

    public string Name => "markdown";

    public int Revision => 1;

    public long? IsolatedFromBytes => TreeLimit.HarmlessBytes;

    public IReadOnlyCollection<string> Extensions { get; } = [".md", ".markdown", ".mdown", ".mkd"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/markdown", "text/x-markdown"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TreeLimit.ThrowIfBeyond(content, options.Value);
        using var text = await TextDecoding.OpenAsync(content, cancellationToken);
        var document = Parse(await text.ReadToEndAsync(cancellationToken));

        var frontMatter = document.OfType<YamlFrontMatterBlock>().FirstOrDefault();
        if (frontMatter is not null && FrontMatter.Title(frontMatter.Lines.ToString()) is { } title)
            yield return new Block(BlockKind.Title, title);
        foreach (var block in MarkdownBlocks.Of(document))
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
