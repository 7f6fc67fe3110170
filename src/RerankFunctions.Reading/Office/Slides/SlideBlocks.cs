using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using RerankFunctions.Reading.Office.Drawings;

namespace RerankFunctions.Reading.Office.Slides;

/// <summary>Slides in the order in which they are shown, each a section of its own, with its notes.</summary>
internal static class SlideBlocks
{
    public static IEnumerable<Block> ReadSlides(PresentationDocument package, ReadingNotes notes)
    {
        if (package.PresentationPart is not { Presentation.SlideIdList: { } slides } presentation)
            yield break;
        var number = 0;
        foreach (var id in slides.Elements<SlideId>())
        {
            number++;
            if (id.RelationshipId?.Value is not { } relationship || !presentation.TryGetPartById(relationship, out var part)
                || part is not SlidePart slide)
                continue;
            if (IsHidden(slide))
            {
                notes.Count("1 hidden slide left out", "{0:N0} hidden slides left out");
                continue;
            }

            var blocks = new DrawingText(slide, notes).Blocks();
            if (slide.NotesSlidePart is { } speaker)
                blocks.AddRange(new DrawingText(speaker, notes).Blocks().Where(block => block.Kind != BlockKind.Heading)
                    .Select(block => block with { Kind = BlockKind.Paragraph }));
            if (blocks is [{ Kind: not BlockKind.Heading }, ..])
                yield return Block.SectionBreak with { Page = number };
            foreach (var block in blocks)
                yield return block with { Page = number };
        }
    }

    private static bool IsHidden(SlidePart slide)
    {
        using var xml = OfficePackage.Xml(slide);
        return xml.MoveToContent() == System.Xml.XmlNodeType.Element && xml.Value("show") is "0" or "false";
    }
}
