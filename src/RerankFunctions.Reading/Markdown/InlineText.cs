using System.Net;
using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using RerankFunctions.Reading.Html;

namespace RerankFunctions.Reading.Markdown;

/// <summary>
/// The plain text of formatted text: links' text, images' alternative text, no markup. Where HTML stands in it, the whole is read as HTML, so that
/// both say the same of superscripts, pictures and line breaks.
/// </summary>
internal static class InlineText
{
    /// <summary>Not cleaned: lines of the source end in <see cref="BlockText.SoftBreak"/>, hard breaks in line feeds.</summary>
    public static string WriteInline(ContainerInline? inline)
    {
        var text = new StringBuilder();
        if (inline is null)
            return "";
        if (HtmlTags.FindTags(inline) is not { Count: > 0 } tags)
        {
            Append(text, inline, tags: null);
            return text.ToString();
        }

        Append(text, inline, tags);
        using var page = HtmlReader.Parse(text.ToString());
        return page.Body is { } body ? string.Join('\n', new HtmlBlocks(body, ContentRules.Fragment).Select(block => block.Text)) : "";
    }

    // With tags the text is written as HTML.
    private static void Append(StringBuilder text, ContainerInline container, IReadOnlySet<HtmlInline>? tags)
    {
        StringBuilder Plain(ReadOnlySpan<char> plain) =>
            tags is null ? text.Append(plain) : text.Append(WebUtility.HtmlEncode(plain.ToString()));

        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Plain(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    Plain(code.ContentSpan);
                    break;
                case HtmlEntityInline entity:
                    Plain(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    Plain(link.Url);
                    break;
                case LineBreakInline { IsHard: true }:
                    text.Append(tags is null ? "\n" : "<br>");
                    break;
                case LineBreakInline:
                    text.Append(tags is null ? BlockText.SoftBreak : '\n');
                    break;
                case HtmlInline html when tags?.Contains(html) is true:
                    text.Append(html.Tag);
                    break;
                case HtmlInline { Tag: var tag } when !HtmlTags.IsComment(tag):
                    Plain(tag);
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "[x] " : "[ ] ");
                    break;
                case FootnoteLink { IsBackLink: false } note:
                    text.Append('[').Append(note.Footnote.Order).Append(']');
                    break;
                case ContainerInline children:
                    Append(text, children, tags);
                    break;
            }
        }
    }
}
