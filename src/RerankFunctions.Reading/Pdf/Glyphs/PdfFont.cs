using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>The fonts of a document.</summary>
internal sealed class PdfFonts(IPdfTokenScanner scanner, ILookupFilterProvider filters)
{
    private readonly Dictionary<IFont, PdfFont> _fonts = new(ReferenceEqualityComparer.Instance);

    public PdfFont FontFor(IFont font)
    {
        if (!_fonts.TryGetValue(font, out var known))
        {
            var dictionary = Dictionary(font);
            var program = new Lazy<FontProgram?>(() => FontProgram.ReadProgram(dictionary, scanner, filters));
            _fonts[font] = known = new PdfFont(font, program, FontProgram.IsOnlySource(dictionary));
        }

        return known;
    }

    private DictionaryToken? Dictionary(IFont font)
        => font.Details.FontDictionaryReference is { } reference ? scanner.Get(reference)?.Data as DictionaryToken : null;
}

/// <summary>What a font's codes mean, how wide its space is, and whether it is bold.</summary>
internal sealed class PdfFont
{
    private const string Unknown = "\uFFFD";
    private const double UsualSpace = 0.25;

    private readonly IFont _font;
    private readonly Lazy<FontProgram?> _program;
    private readonly Dictionary<int, (string Text, GlyphKind Kind)> _texts = [];
    private readonly bool _isComposite;
    private readonly bool _programFirst;
    private double _space;

    /// <param name="programFirst">Whether the embedded font is to be asked first.</param>
    public PdfFont(IFont font, Lazy<FontProgram?> program, bool programFirst)
    {
        (_font, _program, _programFirst) = (font, program, programFirst);
        IsBold = font.Details.IsBold || IsBoldName(font.Name?.Data ?? "");
        _isComposite = ReadsTwoBytes(font);
        if (!_isComposite && font.TryGetUnicode(' ', out var space) && space == " ")
            SawSpace(font.GetBoundingBox(' ').Width);
    }

    public bool IsBold { get; }

    /// <summary>The width of its space, in ems.</summary>
    public double Space => _space > 0 ? _space : UsualSpace;

    public void SawSpace(double width)
    {
        if (width is > 0.1 and < 1 && _space == 0)
            _space = width;
    }

    /// <param name="fallback">What the parser makes of it where the font does not tell.</param>
    public (string Text, GlyphKind Kind) TextOf(int code, string fallback)
    {
        if (!_texts.TryGetValue(code, out var known))
            _texts[code] = known = Read(Meaning(code, fallback));
        return known;
    }

    public static (string Text, GlyphKind Kind) Read(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsWhiteSpace(c) || c == '\u200B'))
            return (" ", GlyphKind.Space);
        var read = BlockText.OneLine(PresentationForms.Replace(text));
        if (read.Length == 0)
            return ("", GlyphKind.Letter);
        if (Rune.GetRuneAt(read, 0) is var first && first.Utf16SequenceLength == read.Length)
        {
            if (Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                return (read, GlyphKind.Mark);
            if (Accents.IsAccent(first.Value))
                return (read, GlyphKind.Accent);
        }

        return (read, GlyphKind.Letter);
    }

    // The file's map counts unless it says what no text says; then the names of the characters; then the map of the embedded font.
    private string Meaning(int code, string fallback)
    {
        if (_programFirst && _program.Value?.NameOf(code) is { } only)
            return only;
        var mapped = _font.TryGetUnicode(code, out var text) ? text ?? "" : "";
        if (mapped.Length > 0 && !mapped.Any(IsNoText) && !(_isComposite && DistrustsMap))
            return IsSuspicious(mapped) && _program.Value?.NameOf(code) is { } name && IsLigature(name) ? name : mapped;
        if (_program.Value?.NameOf(code) is { } named)
            return named;
        if (mapped.Length > 0)
            return mapped.Any(char.IsControl) ? Unknown : mapped;
        // Codes of one byte are most often those of a common encoding.
        return _isComposite || fallback.Any(IsNoText) || _program.Value?.IsMadeUp(code) is true ? Unknown : fallback;
    }

    private bool DistrustsMap => _program.Value?.DistrustsMap is true;

    // TeX's maps say "↵" for "ff" and the like: an arrow or a control where the character's name says letters.
    private static bool IsSuspicious(string mapped) => mapped.Length == 1 && !char.IsLetterOrDigit(mapped[0]) && mapped[0] is > '\u007F' or < ' ';

    private static bool IsLigature(string name) => name.Length is 2 or 3 && name.All(char.IsAsciiLetterLower);

    private static bool IsNoText(char c) => c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    private static bool ReadsTwoBytes(IFont font)
    {
        var probe = new MemoryInputBytes(new byte[] { 0, 0, 0, 0 });
        probe.MoveNext();
        font.ReadCharacterCode(probe, out var length);
        return length > 1;
    }

    private static bool IsBoldName(string font)
        => font.Contains("Bold", StringComparison.OrdinalIgnoreCase) || font.Contains("Black", StringComparison.OrdinalIgnoreCase)
        || font.Contains("Heavy", StringComparison.OrdinalIgnoreCase) || font.EndsWith("-Medi", StringComparison.Ordinal)
        || font.Contains("CMBX", StringComparison.Ordinal);
}
