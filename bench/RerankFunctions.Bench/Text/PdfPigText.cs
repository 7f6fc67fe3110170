using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace RerankFunctions.Bench.Text;

/// <summary>A PDF read by PdfPig's own layout analysis, to compare ours with.</summary>
internal static class PdfPigText
{
    public static string Read(string path)
    {
        var text = new StringBuilder();
        try
        {
            using var document = PdfDocument.Open(path, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            foreach (var page in document.GetPages())
            {
                var words = NearestNeighbourWordExtractor.Instance.GetWords(page.Letters);
                foreach (var block in UnsupervisedReadingOrderDetector.Instance.Get(DocstrumBoundingBoxes.Instance.GetBlocks(words)))
                    text.AppendLine(block.Text);
            }
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            throw new Reading.UnreadableDocumentException(broken.Message, inner: broken);
        }

        return text.ToString();
    }
}
