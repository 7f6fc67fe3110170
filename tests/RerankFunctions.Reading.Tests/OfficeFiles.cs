using System.IO.Compression;
using System.Text;

namespace RerankFunctions.Reading.Tests;

/// <summary>Makes small Office files of the XML in their parts.</summary>
internal static class OfficeFiles
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.";

    /// <param name="body">The content of w:body.</param>
    /// <param name="parts">Further parts of word/, as in ("footnotes", "&lt;w:footnotes …&gt;").</param>
    public static byte[] Word(string body, params (string Name, string Xml)[] parts)
    {
        const string Namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        return Package(
            "word/document.xml", "wordprocessingml.document.main+xml", $"<w:document {Namespace}><w:body>{body}</w:body></w:document>",
            [.. parts.Select(part => ($"word/{part.Name}.xml", $"wordprocessingml.{part.Name}+xml", part.Name, part.Xml.Replace("NS", Namespace, StringComparison.Ordinal)))]);
    }

    /// <param name="slides">The content of p:spTree, and the text of the notes or null.</param>
    public static byte[] Presentation(params (string Shapes, string? Notes)[] slides)
    {
        const string Namespaces = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
            + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"" + Relationships + "\"";
        var ids = string.Concat(slides.Select((_, at) => $"<p:sldId id=\"{256 + at}\" r:id=\"r{at}\"/>"));
        var files = new List<(string, string, string, string)>();
        var relations = new List<(string, string)>();
        for (var at = 0; at < slides.Length; at++)
        {
            files.Add(($"ppt/slides/slide{at}.xml", "presentationml.slide+xml", "slide",
                $"<p:sld {Namespaces}><p:cSld><p:spTree>{slides[at].Shapes}</p:spTree></p:cSld></p:sld>"));
            if (slides[at].Notes is not { } notes)
                continue;
            relations.Add(($"ppt/slides/_rels/slide{at}.xml.rels", Relation("n", "notesSlide", $"../notesSlides/notes{at}.xml")));
            files.Add(($"ppt/notesSlides/notes{at}.xml", "presentationml.notesSlide+xml", "",
                $"<p:notes {Namespaces}><p:cSld><p:spTree>{Shape("body", notes)}</p:spTree></p:cSld></p:notes>"));
        }

        return Package("ppt/presentation.xml", "presentationml.presentation.main+xml",
            $"<p:presentation {Namespaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>", [.. files], [.. relations]);
    }

    public static string Shape(string? placeholder, params string[] paragraphs)
        => $"<p:sp><p:nvSpPr><p:nvPr>{(placeholder is null ? "" : $"<p:ph type=\"{placeholder}\"/>")}</p:nvPr></p:nvSpPr><p:txBody>"
        + string.Concat(paragraphs.Select(text => $"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")) + "</p:txBody></p:sp>";

    /// <param name="sheets">Name, state or null, and the content of sheetData.</param>
    public static byte[] Workbook(string styles, params (string Name, string? State, string Rows)[] sheets)
    {
        const string Namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + Relationships + "\"";
        var list = string.Concat(sheets.Select((sheet, at) =>
            $"<sheet name=\"{sheet.Name}\" sheetId=\"{at + 1}\" {(sheet.State is null ? "" : $"state=\"{sheet.State}\"")} r:id=\"r{at}\"/>"));
        return Package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", $"<workbook {Namespaces}><sheets>{list}</sheets></workbook>",
            [
                .. sheets.Select((sheet, at) => ($"xl/worksheets/sheet{at}.xml", "spreadsheetml.worksheet+xml", "worksheet",
                    $"<worksheet {Namespaces}><sheetData>{sheet.Rows}</sheetData></worksheet>")),
                ("xl/styles.xml", "spreadsheetml.styles+xml", "styles", $"<styleSheet {Namespaces}>{styles}</styleSheet>"),
            ]);
    }

    /// <param name="shared">Texts that cells refer to by number.</param>
    /// <param name="rows">The content of sheetData.</param>
    public static byte[] WorkbookOf(string[] shared, string rows)
    {
        const string Namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + Relationships + "\"";
        return Package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", $"<workbook {Namespaces}><sheets><sheet name=\"Sheet\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>",
            [
                ("xl/worksheets/sheet0.xml", "spreadsheetml.worksheet+xml", "worksheet", $"<worksheet {Namespaces}><sheetData>{rows}</sheetData></worksheet>"),
                ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings+xml", "sharedStrings",
                    $"<sst {Namespaces}>{string.Concat(shared.Select(text => $"<si><t>{text}</t></si>"))}</sst>"),
            ]);
    }

    private static byte[] Package(
        string main, string mainType, string xml, (string Path, string Type, string Relation, string Xml)[] parts, (string Path, string Xml)[]? relations = null)
    {
        var folder = main[..main.IndexOf('/', StringComparison.Ordinal)];
        var types = string.Concat(parts.Select(part => $"<Override PartName=\"/{part.Path}\" ContentType=\"{Types}{part.Type}\"/>"));
        var targets = string.Concat(parts.Where(part => part.Relation.Length > 0).Select((part, at) => Relation($"r{at}", part.Relation, "/" + part.Path, whole: false)));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/{main}\" ContentType=\"{Types}{mainType}\"/>{types}</Types>");
            Add(zip, "_rels/.rels", Relation("main", "officeDocument", "/" + main));
            Add(zip, $"{folder}/_rels/{Path.GetFileName(main)}.rels", $"<Relationships xmlns=\"{PackageRelationships}\">{targets}</Relationships>");
            Add(zip, main, xml);
            foreach (var part in parts)
                Add(zip, part.Path, part.Xml);
            foreach (var relation in relations ?? [])
                Add(zip, relation.Path, relation.Xml);
        }

        return file.ToArray();
    }

    private static string Relation(string id, string type, string target, bool whole = true)
    {
        var relation = $"<Relationship Id=\"{id}\" Type=\"{Relationships}/{type}\" Target=\"{target}\"/>";
        return whole ? $"<Relationships xmlns=\"{PackageRelationships}\">{relation}</Relationships>" : relation;
    }

    private static void Add(ZipArchive zip, string path, string content)
    {
        using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
