using System.Globalization;
using System.Text;

namespace RerankFunctions.Reading.Tests;

/// <summary>Writes PDF files by hand, such as no program would.</summary>
internal static class PdfFiles
{
    private const string Page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>";

    /// <summary>One page, under an outline of which each entry holds the next.</summary>
    public static byte[] WithNestedOutline(int depth)
    {
        var objects = new List<string>
        {
            "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", Page, Stream("BT /F 12 Tf 20 100 Td (Text) Tj ET"),
            "<</Type/Outlines/First 6 0 R/Last 6 0 R>>",
        };
        for (var level = 0; level < depth; level++)
            objects.Add(level + 1 < depth ? $"<</Title(x)/Dest[3 0 R/Fit]/First {objects.Count + 2} 0 R>>" : "<</Title(x)/Dest[3 0 R/Fit]>>");
        return File(objects);
    }

    /// <summary>One page of lines below each other.</summary>
    /// <param name="lines">The font's size in points, and the text, without brackets.</param>
    public static byte[] WithLines(IEnumerable<(int Size, string Text)> lines)
    {
        var y = 180;
        var text = string.Join(' ', lines.Select(line => $"BT /F {line.Size} Tf 10 {y -= line.Size + 2} Td ({line.Text}) Tj ET"));
        return File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", Page, Stream(text)]);
    }

    private static string Stream(string content) => $"<</Length {content.Length}>>\nstream\n{content}\nendstream";

    internal static byte[] File(List<string> objects, string trailer = "")
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        for (var number = 1; number <= objects.Count; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
