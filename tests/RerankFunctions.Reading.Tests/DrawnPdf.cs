using System.Globalization;
using System.Text;

namespace RerankFunctions.Reading.Tests;

/// <summary>A PDF whose pages are drawn operator by operator, to look as other programs' do. Helvetica is there as /F, Helvetica-Bold as /B.</summary>
internal sealed class DrawnPdf
{
    private readonly List<string> _objects = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"];
    private readonly List<int> _pages = [];
    private string _fonts = "/F 3 0 R/B 4 0 R";
    private string _catalog = "";
    private string _trailer = "";

    /// <summary>A font of one byte a character, which shows the characters from code 65 (A) on.</summary>
    /// <param name="characters">What its map says; a space too if it is among them.</param>
    /// <param name="widths">In thousandths of an em, of each; 500 if not given.</param>
    public DrawnPdf Font(string name, IReadOnlyList<string> characters, IReadOnlyList<int>? widths = null, string more = "")
    {
        var map = Add(Stream("", MapOf(characters, "<{0:X2}>", 65)));
        return Named(name, Add($"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 65/LastChar {64 + characters.Count}/ToUnicode {map} 0 R"
            + $"/Widths[{string.Join(' ', widths ?? Enumerable.Repeat(500, characters.Count))}]/FontDescriptor {Descriptor(name)} 0 R{more}>>"));
    }

    /// <summary>A font of two bytes a character, whose codes are glyph numbers from 1 on.</summary>
    public DrawnPdf WideFont(string name, IReadOnlyList<string>? characters, string encoding = "Identity-H")
    {
        var map = characters is null ? "" : $"/ToUnicode {Add(Stream("", MapOf(characters, "<{0:X4}>", 1)))} 0 R";
        var wide = Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor {Descriptor(name)} 0 R>>");
        return Named(name, Add($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[{wide} 0 R]{map}>>"));
    }

    /// <summary>A font whose dictionary is given.</summary>
    public DrawnPdf Font(string name, string dictionary) => Named(name, Add(dictionary));

    /// <summary>A page of A4.</summary>
    /// <returns>The number of its object.</returns>
    public int Page(string content, string more = "")
    {
        var stream = Add(Stream("", content));
        _pages.Add(Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/Resources 0 R{more}>>"));
        return _pages[^1];
    }

    public int Add(string dictionary)
    {
        _objects.Add(dictionary);
        return _objects.Count;
    }

    public void Replace(int number, string dictionary) => _objects[number - 1] = dictionary;

    public void Replace(int number, Func<string, string> change) => _objects[number - 1] = change(_objects[number - 1]);

    public DrawnPdf Catalog(string entries)
    {
        _catalog += entries;
        return this;
    }

    public DrawnPdf Title(string title)
    {
        _trailer = $"/Info {Add($"<</Title({title})>>")} 0 R";
        return this;
    }

    /// <summary>Shows text at a place.</summary>
    public static string At(double x, double y, string text, double size = 10, string font = "F")
        => string.Create(CultureInfo.InvariantCulture, $"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n");

    public byte[] Bytes()
    {
        var resources = Add($"<</Font<<{_fonts}>>>>");
        _objects[0] = $"<</Type/Catalog/Pages 2 0 R{_catalog}>>";
        _objects[1] = $"<</Type/Pages/Kids[{string.Join(' ', _pages.Select(page => $"{page} 0 R"))}]/Count {_pages.Count}>>";
        foreach (var page in _pages)
            _objects[page - 1] = _objects[page - 1].Replace("/Resources 0 R", $"/Resources {resources} 0 R", StringComparison.Ordinal);
        return PdfFiles.File(_objects, _trailer);
    }

    private DrawnPdf Named(string name, int font)
    {
        _fonts += $"/{name} {font} 0 R";
        return this;
    }

    private int Descriptor(string name)
        => Add($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>");

    private static string MapOf(IReadOnlyList<string> characters, string code, int first)
    {
        var lines = characters.Select((text, at) =>
            $"{string.Format(CultureInfo.InvariantCulture, code, first + at)} <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>");
        var bytes = code.Contains("X4", StringComparison.Ordinal) ? "<0000> <FFFF>" : "<00> <FF>";
        return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n1 begincodespacerange\n"
            + $"{bytes}\nendcodespacerange\n{characters.Count} beginbfchar\n{string.Join('\n', lines)}\nendbfchar\nendcmap end end";
    }

    private static string Stream(string entries, string content) => $"<<{entries}/Length {content.Length}>>\nstream\n{content}\nendstream";
}
