using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace RerankFunctions.Reading.Markdown;

/// <summary>
/// Blocks of HTML that belong together. A blank line ends a block of HTML in Markdown, though not in HTML: a table with blank lines between its rows
/// is several blocks, and what stands between them may be taken for Markdown or, indented, for code.
/// </summary>
internal static partial class HtmlRun
{
    /// <returns>The HTML from the block at <paramref name="first"/> on, and how many blocks it takes.</returns>
    public static (string Html, int Count) At(IReadOnlyList<Markdig.Syntax.Block> blocks, int first)
    {
        using var html = new StringWriter();
        var open = 0;
        var count = 0;
        do
        {
            var block = blocks[first + count];
            var source = block switch
            {
                HtmlBlock { Type: HtmlBlockType.Comment } => "",
                HtmlBlock own => HtmlTags.WithoutPlaceholders(own.Lines.ToString()),
                FencedCodeBlock => null,
                CodeBlock indented => indented.Lines.ToString(),
                _ => null,
            };
            if (source is null)
                Render(block, html);
            else
                html.WriteLine(source);
            // A blank line, so that texts above and below it stay apart.
            html.WriteLine();
            open += source is null ? 0 : Opened().Count(source) - Closed().Count(source);
            count++;
        }
        while (first + count < blocks.Count && (open > 0 || blocks[first + count] is HtmlBlock));

        return (html.ToString(), count);
    }

    private static void Render(Markdig.Syntax.Block block, TextWriter html)
    {
        var renderer = new HtmlRenderer(html);
        MarkdownReader.Pipeline.Setup(renderer);
        renderer.Render(block);
    }

    [GeneratedRegex(@"<table\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opened();

    [GeneratedRegex(@"</table\b", RegexOptions.IgnoreCase)]
    private static partial Regex Closed();
}
