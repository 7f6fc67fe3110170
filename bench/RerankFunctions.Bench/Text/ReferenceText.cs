using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace RerankFunctions.Bench.Text;

/// <summary>Another reading of a file: pdftotext's of a PDF, the XML's own text of an Office file, the visible text of a page's DOM.</summary>
internal static partial class ReferenceText
{
    private static readonly HashSet<string> Invisible = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "TITLE"];

    /// <summary>Null for formats that there is no other reading of here.</summary>
    public static Func<string, Task<string>>? For(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => PdfAsync,
        ".docx" => path => Task.FromResult(Office(path, @"^word/(document|footnotes|endnotes)\.xml$", "p")),
        ".pptx" => path => Task.FromResult(Office(path, @"^ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml$", "p")),
        ".xlsx" => path => Task.FromResult(Workbook(path)),
        ".html" or ".htm" => path => Task.FromResult(Html(path)),
        _ => null,
    };

    private static async Task<string> PdfAsync(string path)
    {
        var start = new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", path, "-"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await errors;
            return text;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("pdftotext is not there: install poppler-utils.", missing);
        }
    }

    private static string Office(string path, string parts, string paragraph)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var text = new StringBuilder();
            foreach (var entry in archive.Entries.Where(entry => Regex.IsMatch(entry.FullName, parts)).OrderBy(entry => PartOrder(entry.FullName)))
            {
                using var xml = entry.Open();
                foreach (var element in XDocument.Load(xml).Descendants().Where(element => element.Name.LocalName == paragraph && !IsFallback(element)))
                    text.AppendLine(Runs(element, paragraph));
            }

            return text.ToString();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    // The texts of cells, sheet by sheet. Numbers are not as the file has them where a format shows them.
    private static string Workbook(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings
                ? Load(strings).Elements().Select(TextOf).ToList() : [];
            var text = new StringBuilder();
            foreach (var sheet in archive.Entries.Where(entry => SheetPart().IsMatch(entry.FullName)).OrderBy(entry => PartOrder(entry.FullName)))
            {
                foreach (var cell in Load(sheet).Descendants().Where(element => element.Name.LocalName == "c"))
                {
                    var value = cell.Elements().FirstOrDefault(element => element.Name.LocalName == "v")?.Value ?? "";
                    text.AppendLine(cell.Attribute("t")?.Value switch
                    {
                        "s" => shared.ElementAtOrDefault(int.Parse(value, CultureInfo.InvariantCulture)) ?? "",
                        "str" => value,
                        "inlineStr" => TextOf(cell),
                        _ => "",
                    });
                }
            }

            return text.ToString();
        }
        catch (InvalidDataException)
        {
            return "";
        }

        static XElement Load(ZipArchiveEntry entry)
        {
            using var xml = entry.Open();
            return XDocument.Load(xml).Root!;
        }

        // Not the guides to how it is read.
        static string TextOf(XElement element) => string.Concat(element.Descendants()
            .Where(text => text.Name.LocalName == "t" && text.Parent!.Name.LocalName != "rPh").Select(text => text.Value));
    }

    // The text of a paragraph without that of paragraphs within (a text box), which are visited themselves.
    private static string Runs(XElement paragraph, string name)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Descendants())
        {
            if (element.Ancestors().First(ancestor => ancestor.Name.LocalName == name) != paragraph)
                continue;
            text.Append(element.Name.LocalName switch { "t" => element.Value, "tab" or "br" or "cr" => " ", _ => "" });
        }

        return text.ToString();
    }

    // What programs that don't know the newer form would show in its place: the same text again.
    private static bool IsFallback(XElement element) => element.Ancestors().Any(ancestor => ancestor.Name.LocalName == "Fallback");

    private static (int, string) PartOrder(string name)
        => (Digits().Match(name) is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : 0, name);

    private static string Html(string path)
    {
        using var content = File.OpenRead(path);
        var text = new StringBuilder();
        Append(text, new HtmlParser().ParseDocument(content).Body);
        return text.ToString();
    }

    private static void Append(StringBuilder text, INode? node)
    {
        if (node is IText characters)
            text.Append(characters.Data);
        if (node is not IElement element || Invisible.Contains(element.TagName) || element.HasAttribute("hidden"))
            return;
        foreach (var child in element.ChildNodes)
            Append(text, child);
        if (element.TagName is not ("A" or "B" or "I" or "EM" or "STRONG" or "SPAN" or "CODE" or "SUB" or "SUP" or "U" or "FONT" or "SMALL" or "MARK"))
            text.Append('\n');
    }

    [GeneratedRegex(@"^xl/worksheets/[^/]+\.xml$")]
    private static partial Regex SheetPart();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
