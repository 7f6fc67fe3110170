using System.Globalization;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Fonts;
using UglyToad.PdfPig.Fonts.CompactFontFormat;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;
using UglyToad.PdfPig.Fonts.Type1.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>
/// What the font that is embedded in a file says of its characters, for where the file itself does not: their names (Adobe Glyph List), or,
/// in TrueType fonts whose codes are glyph numbers, the font's own map from characters to glyphs, read backwards.
/// </summary>
internal sealed class FontProgram
{
    private const int LastOfBasicPlane = 0xFFFF;

    private readonly Dictionary<int, string> _texts = [];
    private readonly HashSet<int> _madeUp = [];

    private FontProgram()
    {
    }

    /// <summary>Whether the file's own map is none: it gives each code as the character of that number, where codes are glyph numbers.</summary>
    public bool DistrustsMap { get; private init; }

    /// <returns>The character's text, or null where the font does not tell either.</returns>
    public string? NameOf(int code) => _texts.GetValueOrDefault(code);

    /// <summary>Whether its name is a number of the program's own, so that neither name nor code says what it shows.</summary>
    public bool IsMadeUp(int code) => _madeUp.Contains(code);

    /// <summary>
    /// Whether the embedded font alone says what codes mean: a simple font without a map or an encoding of the file's own, as TeX's fonts
    /// for mathematics are. Its codes are not those of any alphabet.
    /// </summary>
    public static bool IsOnlySource(DictionaryToken? font)
        => font is not null && !font.ContainsKey(NameToken.ToUnicode) && !font.ContainsKey(NameToken.Encoding)
        && !font.ContainsKey(NameToken.DescendantFonts) && font.ContainsKey(NameToken.FontDescriptor);

    /// <summary>Null where nothing usable is embedded.</summary>
    public static FontProgram? ReadProgram(DictionaryToken? font, IPdfTokenScanner scanner, ILookupFilterProvider filters)
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
                    program.AddOwn(code++, name.Data);
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
                new MemoryInputBytes(type1.Decode(filters, scanner)), Length(type1, NameToken.Length1, scanner),
                Length(type1, NameToken.Length2, scanner),
                new StackDepthGuard(256));
            foreach (var (code, name) in font.Encoding)
                Add(code, name);
        }
    }

    private static FontProgram? Composite(DictionaryToken font, DictionaryToken? descendant, IPdfTokenScanner scanner, ILookupFilterProvider filters)
    {
        var isIdentity = font.TryGet(NameToken.Encoding, scanner, out NameToken? encoding)
            && encoding.Data.StartsWith("Identity", StringComparison.Ordinal);
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

    // "g17" and "c65" are made up; where the number is the code itself, that is most often the character's.
    private void AddOwn(int code, string name)
    {
        if (IsNumbered(name))
            _ = name.EndsWith(code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) || _madeUp.Add(code);
        else
            Add(code, name);
    }

    private void Add(int code, string name)
    {
        if (Text(name) is { Length: > 0 } text)
            _texts[code] = text;
    }

    private static string? Text(string name)
    {
        // The list would read "c65" as a character's code.
        if (name is ".notdef" || IsNumbered(name))
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

    private static bool IsNumbered(string name)
        => name.Length > 1 && name.TrimEnd([.. "0123456789"]) is var start && start.Length < name.Length
            && start.ToLowerInvariant() is "g" or "c" or "a" or "gid" or "cid" or "glyph" or "index" or "char";

    private static int Length(StreamToken stream, NameToken part, IPdfTokenScanner scanner)
        => stream.StreamDictionary.TryGet(part, scanner, out NumericToken? length) ? length.Int : 0;

    private static DictionaryToken? Resolved(IToken token, IPdfTokenScanner scanner)
        => (token is IndirectReferenceToken reference ? scanner.Get(reference.Data)?.Data : token) as DictionaryToken;
}
