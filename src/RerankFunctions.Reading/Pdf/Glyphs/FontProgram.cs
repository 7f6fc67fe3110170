using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Fonts;
using UglyToad.PdfPig.Fonts.CompactFontFormat;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;
using UglyToad.PdfPig.Fonts.Type1.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>
/// What the font that is embedded in a file says of its characters, for where the file itself does not: their names (Adobe Glyph List), or,
/// in TrueType fonts whose codes are glyph numbers, the font's own map from characters to glyphs, read backwards.
/// </summary>
internal sealed class FontProgram
{
    private const int LastOfBasicPlane = 0xFFFF;

    private readonly Dictionary<int, string> _texts = [];

    private FontProgram()
    {
    }

    /// <summary>Whether the file's own map is none: it gives each code as the character of that number, where codes are glyph numbers.</summary>
    public bool DistrustsMap { get; private init; }

    /// <returns>The character's text, or null where the font does not tell either.</returns>
    public string? NameOf(int code) => _texts.GetValueOrDefault(code);

    /// <summary>Null where nothing usable is embedded.</summary>
    public static FontProgram? Of(DictionaryToken? font, IPdfTokenScanner scanner, ILookupFilterProvider filters)
    {
        if (font is null)
            return null;
        try
        {
            return font.TryGet(NameToken.DescendantFonts, scanner, out ArrayToken? descendants) && descendants.Length > 0
                ? Composite(font, Resolved(descendants[0], scanner), scanner, filters)
                : Simple(font, scanner, filters);
        }
        catch (Exception unusable) when (unusable is not (OutOfMemoryException or OperationCanceledException or InsufficientExecutionStackException))
        {
            // Whatever a parser of fonts runs into, the page's other text is still good.
            return null;
        }
    }

    private static FontProgram Simple(DictionaryToken font, IPdfTokenScanner scanner, ILookupFilterProvider filters)
    {
        var program = new FontProgram();
        if (font.TryGet(NameToken.FontDescriptor, scanner, out DictionaryToken? descriptor))
            program.AddNames(descriptor, scanner, filters);
        // The file's own names overrule those in the font.
        if (font.TryGet(NameToken.Encoding, scanner, out DictionaryToken? encoding)
            && encoding.TryGet(NameToken.Differences, scanner, out ArrayToken? differences))
        {
            var code = 0;
            foreach (var entry in differences.Data)
            {
                if (entry is NumericToken number)
                    code = number.Int;
                else if (entry is NameToken name)
                    program.Add(code++, name.Data);
            }
        }

        return program;
    }

    private void AddNames(DictionaryToken descriptor, IPdfTokenScanner scanner, ILookupFilterProvider filters)
    {
        if (descriptor.TryGet(NameToken.FontFile3, scanner, out StreamToken? compact))
        {
            var font = CompactFontFormatParser.Parse(new CompactFontFormatData(compact.Decode(filters, scanner))).FirstFont;
            foreach (var (code, name) in font.Encoding?.CodeToNameMap ?? new Dictionary<int, string>())
                Add(code, name);
        }
        else if (descriptor.TryGet(NameToken.FontFile, scanner, out StreamToken? type1))
        {
            var font = Type1FontParser.Parse(
                new MemoryInputBytes(type1.Decode(filters, scanner)), Length(type1, NameToken.Length1, scanner), Length(type1, NameToken.Length2, scanner),
                new StackDepthGuard(256));
            foreach (var (code, name) in font.Encoding)
                Add(code, name);
        }
    }

    private static FontProgram? Composite(DictionaryToken font, DictionaryToken? descendant, IPdfTokenScanner scanner, ILookupFilterProvider filters)
    {
        var isIdentity = font.TryGet(NameToken.Encoding, scanner, out NameToken? encoding) && encoding.Data.StartsWith("Identity", StringComparison.Ordinal);
        var isGlyphNumbers = descendant is not null
            && (!descendant.TryGet(NameToken.Create("CIDToGIDMap"), scanner, out IToken? map) || map is NameToken { Data: "Identity" });
        if (!isIdentity || !isGlyphNumbers || !descendant!.TryGet(NameToken.FontDescriptor, scanner, out DictionaryToken? descriptor)
            || !descriptor.TryGet(NameToken.FontFile2, scanner, out StreamToken? file))
            return null;
        var trueType = TrueTypeFontParser.Parse(new TrueTypeDataBytes(new MemoryInputBytes(file.Decode(filters, scanner))));
        var program = new FontProgram { DistrustsMap = font.TryGet(NameToken.ToUnicode, scanner, out NameToken? _) };
        program.AddBackwards(trueType);
        return program._texts.Count > 0 ? program : null;
    }

    private void AddBackwards(TrueTypeFont font)
    {
        var characters = font.WindowsUnicodeCMap ?? font.TableRegister.CMapTable?.SubTables.FirstOrDefault(table => (int)table.PlatformId == 0);
        for (var character = ' '; characters is not null && character < LastOfBasicPlane; character++)
        {
            var glyph = characters.CharacterCodeToGlyphIndex(character);
            if (glyph > 0 && !char.IsSurrogate(character))
                _texts.TryAdd(glyph, character.ToString());
        }

        foreach (var (name, glyph) in (font.TableRegister.PostScriptTable?.GlyphNames ?? []).Select((name, glyph) => (name, glyph)))
        {
            if (glyph > 0 && !_texts.ContainsKey(glyph))
                Add(glyph, name);
        }
    }

    private void Add(int code, string name)
    {
        if (Text(name) is { Length: > 0 } text)
            _texts[code] = text;
    }

    private static string? Text(string name)
    {
        // Made-up names ("g17", "c65", "G01") say nothing: the list would read the last two as character codes.
        if (name is ".notdef" || name.Length > 1 && name[1..].All(char.IsAsciiDigit))
            return null;
        try
        {
            return GlyphList.AdobeGlyphList.NameToUnicode(name) is { } text ? PresentationForms.Replace(text) : null;
        }
        catch (Exception odd) when (odd is FormatException or OverflowException or ArgumentException or InvalidFontFormatException)
        {
            return null;
        }
    }

    private static int Length(StreamToken stream, NameToken part, IPdfTokenScanner scanner) =>
        stream.StreamDictionary.TryGet(part, scanner, out NumericToken? length) ? length.Int : 0;

    private static DictionaryToken? Resolved(IToken token, IPdfTokenScanner scanner) =>
        (token is IndirectReferenceToken reference ? scanner.Get(reference.Data)?.Data : token) as DictionaryToken;
}
