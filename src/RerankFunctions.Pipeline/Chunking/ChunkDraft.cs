using System.Text;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>A chunk that is cut but has no number, title and heading line yet.</summary>
/// <param name="Path">The lowest heading that all of its text is under.</param>
internal sealed record ChunkDraft(string Text, HeadingPath Path, int? Page, int? PageEnd)
{
    /// <summary>Writes whole sections' parts one after the other, each under those of its headings that the chunk's heading does not say.</summary>
    /// <param name="lastCount">How many of the last part's pieces belong to the chunk.</param>
    public static ChunkDraft Join(IReadOnlyList<SectionPart> parts, int lastCount)
    {
        var path = CommonPlace(parts);
        var text = new StringBuilder();
        var above = path;
        for (var number = 0; number < parts.Count; number++)
        {
            var part = parts[number];
            foreach (var heading in part.Path.Below(part.Path.CommonWith(above)))
                text.Append(text.Length > 0 ? "\n\n" : "").Append(heading.Text);
            above = part.Path;

            var count = number == parts.Count - 1 ? lastCount : part.Count;
            for (var index = 0; index < count; index++)
                Append(text, part, index);
        }

        var page = parts[0].Page;
        return new ChunkDraft(text.ToString(), path, page, page is null ? null : Math.Max(page.Value, LastPage(parts, lastCount) ?? 0));
    }

    /// <summary>Tokens of a chunk of these parts, with the headings that would stand in its text.</summary>
    public static int Tokens(IReadOnlyList<SectionPart> parts)
    {
        var above = CommonPlace(parts);
        var tokens = 0;
        foreach (var part in parts)
        {
            tokens += part.Tokens + (part == parts[0] ? 0 : 1) + part.Path.Below(part.Path.CommonWith(above)).Sum(heading => heading.Tokens + 1);
            above = part.Path;
        }

        return tokens;
    }

    private static int? LastPage(IReadOnlyList<SectionPart> parts, int lastCount)
        => lastCount > 0 ? parts[^1][lastCount - 1].Block.Page : parts[^1].Path.Page;

    private static HeadingPath CommonPlace(IReadOnlyList<SectionPart> parts)
        => parts.Select(part => part.Place).Aggregate((first, second) => first.CommonWith(second));

    private static void Append(StringBuilder text, SectionPart part, int index)
    {
        var segment = part[index];
        if (text.Length > 0)
            text.Append(index > 0 ? Segment.Between(part[index - 1], segment) : "\n\n");
        if (part.NeedsHeader(index, first: index == 0))
            text.Append(segment.Block.TableHeader).Append('\n');
        text.Append(segment.Text);
    }
}
