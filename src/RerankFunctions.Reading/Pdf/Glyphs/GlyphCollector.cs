using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig.XObjects;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>Follows a page's content and keeps its text; paths and shadings are passed over.</summary>
internal sealed class GlyphCollector(
    int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser parser, ILookupFilterProvider filters, CropBox cropBox,
    UserSpaceUnit unit, PageRotationDegrees rotation, TransformationMatrix initialMatrix, ParsingOptions options, PdfFonts fonts)
    : BaseStreamProcessor<(IReadOnlyList<PdfGlyph> Glyphs, int Images, int Shapes)>(
        pageNumber, resources, scanner, parser, filters, cropBox, unit, rotation, initialMatrix, options)
{
    private readonly List<PdfGlyph> _glyphs = [];
    private readonly Stack<(bool IsArtifact, bool HasText)> _marked = [];
    private string? _actualText;
    private int _images;
    private int _shapes;

    public override (IReadOnlyList<PdfGlyph> Glyphs, int Images, int Shapes) Process(
        int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        CloneAllStates();
        ProcessOperations(operations);
        return (_glyphs, _images, _shapes);
    }

    public override void RenderGlyph(
        IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
        in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix,
        CharacterBoundingBox characterBoundingBox)
    {
        var known = fonts.FontFor(font);
        var (text, kind) = known.TextOf(code, unicode);
        if (_marked.TryPeek(out var marked) && marked.HasText)
        {
            // The text that the file gives for a marked sequence stands for all of its characters.
            text = _actualText ?? "";
            _actualText = null;
            kind = text.Length == 0 ? GlyphKind.Mark : GlyphKind.Letter;
        }

        if (text.Length == 0)
            return;
        var start = Seen(0, 0, renderingMatrix, textMatrix, transformationMatrix);
        var end = Seen(characterBoundingBox.Width, 0, renderingMatrix, textMatrix, transformationMatrix);
        var above = Seen(0, 1, renderingMatrix, textMatrix, transformationMatrix);
        var size = Distance(start, above);
        if (size < 0.01 || !double.IsFinite(size + start.X + start.Y))
            return;
        var advance = Distance(start, end);
        // The direction is that of the text, mirrored or not; what has no width, and what stands upright in vertical writing, tells it by its height.
        var angle = advance > 0.01 && !font.IsVertical
            ? Math.Atan2(end.Y - start.Y, end.X - start.X) * 180 / Math.PI
            : Math.Atan2(above.Y - start.Y, above.X - start.X) * 180 / Math.PI - 90;
        var middle = advance / 2;
        if (kind is GlyphKind.Mark or GlyphKind.Accent)
        {
            // A font that is not embedded gives the bounds of all of its characters: then where it stands must do.
            var ink = characterBoundingBox.GlyphBounds;
            var seen = Seen(ink.Width < 0.8
                ? (ink.Left + ink.Right) / 2 : characterBoundingBox.Width / 2, 0, renderingMatrix, textMatrix, transformationMatrix);
            middle = (seen.X - start.X) * Math.Cos(angle * Math.PI / 180) + (seen.Y - start.Y) * Math.Sin(angle * Math.PI / 180);
        }
        else if (kind == GlyphKind.Space)
            known.SawSpace(characterBoundingBox.Width);

        var glyph = new PdfGlyph(text, start.X, start.Y, Normal(angle), advance, size, middle, known, kind, marked.IsArtifact);
        _glyphs.Add(font.IsVertical
            ? Downwards(glyph, VerticalOrigin(renderingMatrix, textMatrix, transformationMatrix), (above.X - start.X, above.Y - start.Y)) : glyph);
    }

    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
    {
        if (propertyDictionaryName is not null)
            properties = ResourceStore.GetMarkedContentPropertiesDictionary(propertyDictionaryName) ?? properties;
        _marked.TryPeek(out var around);
        var isArtifact = around.IsArtifact || name.Data == "Artifact" && IsPagination(properties);
        var hasText = around.HasText;
        if (!hasText && properties is not null && properties.TryGet(NameToken.ActualText, PdfScanner, out IDataToken<string>? actual))
        {
            _actualText = PdfFont.Read(actual.Data).Text;
            hasText = true;
        }

        _marked.Push((isArtifact, hasText));
    }

    public override void EndMarkedContent() => _marked.TryPop(out _);

    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord) => _images++;

    protected override void RenderInlineImage(InlineImage inlineImage) => _images++;

    public override void BeginSubpath()
    {
    }

    public override PdfPoint? CloseSubpath() => null;

    public override void StrokePath(bool close)
    {
    }

    public override void FillPath(FillingRule fillingRule, bool close) => _shapes++;

    public override void FillStrokePath(FillingRule fillingRule, bool close)
    {
    }

    public override void MoveTo(double x, double y)
    {
    }

    public override void BezierCurveTo(double x2, double y2, double x3, double y3)
    {
    }

    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3)
    {
    }

    public override void LineTo(double x, double y)
    {
    }

    public override void Rectangle(double x, double y, double width, double height)
    {
    }

    public override void EndPath()
    {
    }

    public override void ClosePath()
    {
    }

    public override void ModifyClippingIntersect(FillingRule clippingRule)
    {
    }

    protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule)
    {
    }

    public override void PaintShading(NameToken shadingName)
    {
    }

    // PDF 32000-1, 14.8.2.2: pagination artifacts are heads, feet and page numbers; a watermark is one too, but no running head.
    private static bool IsPagination(DictionaryToken? properties)
        => properties is not null
        && (properties.TryGet(NameToken.Type, out NameToken type) && type.Data == "Pagination"
            || properties.TryGet(NameToken.Subtype, out NameToken kind) && kind.Data is "Header" or "Footer" or "PageNum");

    // Vertical writing: the characters stand upright below each other; "above" of the turned line is to the right.
    private static PdfGlyph Downwards(PdfGlyph glyph, (double X, double Y) top, (double X, double Y) up)
    {
        const double BaselineFromMiddle = 0.38;
        return glyph with
        {
            X = top.X - BaselineFromMiddle * up.Y,
            Y = top.Y + BaselineFromMiddle * up.X,
            Angle = Normal(glyph.Angle - 90),
            Advance = glyph.Size,
            Middle = glyph.Size / 2,
        };
    }

    // The middle of the top of its cell. The parser has moved the start from there by the font's vector (most often half an em and 0.88
    // ems), but in units of the text's matrix: found in PdfPig 0.1.16.
    private static (double X, double Y) VerticalOrigin(
        in TransformationMatrix rendering, in TransformationMatrix text, in TransformationMatrix transformation)
    {
        var (x, y) = rendering.Transform(0, 0);
        (x, y) = text.Transform(x + 0.5, y + 0.88);
        return transformation.Transform(x, y);
    }

    private static (double X, double Y) Seen(
        double x, double y, in TransformationMatrix rendering, in TransformationMatrix text, in TransformationMatrix transformation)
    {
        (x, y) = rendering.Transform(x, y);
        (x, y) = text.Transform(x, y);
        return transformation.Transform(x, y);
    }

    private static double Distance((double X, double Y) from, (double X, double Y) to)
        => Math.Sqrt((to.X - from.X) * (to.X - from.X) + (to.Y - from.Y) * (to.Y - from.Y));

    private static double Normal(double angle) => angle > 180 ? angle - 360 : angle <= -180 ? angle + 360 : angle;
}
