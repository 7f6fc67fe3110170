using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;

namespace RerankFunctions.Reading.Markdown;

/// <summary>Keeps the notes that no text refers to, which the footnotes extension takes out of the document.</summary>
internal sealed class LoneFootnotes : IMarkdownExtension
{
    private static readonly object Key = typeof(LoneFootnotes);

    /// <summary>Those of a parsed document, in its order.</summary>
    public static IEnumerable<Footnote> FindLone(MarkdownDocument document)
        => document.GetData(Key) is List<Footnote> notes ? notes.Where(note => note.Parent is null) : [];

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.BlockParsers.Insert(0, new Collector());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    // Opens no block: it only sees each document before its inlines are parsed, when all notes are still in.
    private sealed class Collector : BlockParser
    {
        public Collector() => OpeningCharacters = ['['];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            var document = processor.Document;
            if (document.GetData(Key) is null)
            {
                var notes = new List<Footnote>();
                document.SetData(Key, notes);
                document.ProcessInlinesBegin += (_, _) => notes.AddRange(document.Descendants<Footnote>());
            }

            return BlockState.None;
        }
    }
}
