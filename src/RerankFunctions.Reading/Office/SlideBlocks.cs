using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;

namespace RerankFunctions.Reading.Office;

/// <summary>Slides in the order in which they are shown, each with its notes.</summary>
internal static class SlideBlocks
{
    public static IEnumerable<Block> Of(PresentationDocument package)
    {
        if (package.PresentationPart is not { Presentation.SlideIdList: { } slides } presentation)
            yield break;
        var number = 0;
        foreach (var id in slides.Elements<SlideId>())
        {
            number++;
            if (id.RelationshipId?.Value is not { } relationship || presentation.GetPartById(relationship) is not SlidePart slide)
                continue;
            foreach (var block in DrawingText.Of(slide))
                yield return block with { Page = number };
            if (slide.NotesSlidePart is { } notes)
                foreach (var block in DrawingText.Of(notes))
                    if (block.Kind != BlockKind.Heading)
                        yield return block with { Kind = BlockKind.Paragraph, Page = number };
        }
    }
}
