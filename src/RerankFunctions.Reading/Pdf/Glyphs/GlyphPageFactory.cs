using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>What a page shows, before it is words.</summary>
/// <param name="Number">From 1.</param>
internal sealed record GlyphPage(int Number, double Width, double Height, IReadOnlyList<PdfGlyph> Glyphs, int Images, int Shapes);

/// <summary>
/// Makes glyphs of pages: PdfPig's own page knows neither the fonts' codes nor what is marked as running head, and costs its paths.
/// </summary>
internal sealed class GlyphPageFactory(
    IPdfTokenScanner scanner, IResourceStore resources, ILookupFilterProvider filters, IPageContentParser parser, ParsingOptions options)
    : BasePageFactory<GlyphPage>(scanner, resources, filters, parser, options)
{
    private readonly PdfFonts _fonts = new(scanner, filters);

    protected override GlyphPage ProcessPage(
        int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox,
        UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix,
        IReadOnlyList<IGraphicsStateOperation> operations)
    {
        var (width, height) = rotation.SwapsAxis
            ? (cropBox.Bounds.Height, cropBox.Bounds.Width)
            : (cropBox.Bounds.Width, cropBox.Bounds.Height);
        if (operations is not { Count: > 0 })
            return new GlyphPage(pageNumber, width, height, [], 0, 0);
        var collector = new GlyphCollector(
            pageNumber, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, ParsingOptions,
            _fonts);
        var (glyphs, images, shapes) = collector.Process(pageNumber, operations);
        return new GlyphPage(pageNumber, width, height, glyphs, images, shapes);
    }
}
