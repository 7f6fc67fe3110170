using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>Foot- and endnotes, by "f" or "e" and their id.</summary>
internal static class WordNotes
{
    public static Dictionary<string, List<Block>> ReadNotes(MainDocumentPart document, WordStyles styles, ReadingNotes notes)
    {
        var texts = new Dictionary<string, List<Block>>();
        Read(document.FootnotesPart, "f");
        Read(document.EndnotesPart, "e");
        return texts;

        void Read(OpenXmlPart? part, string prefix)
        {
            if (part is null)
                return;
            var reader = new WordBlocks(part, styles, WordNumbering.ReadNumbering(document, styles), [], notes);
            foreach (var block in reader.Read())
                if (reader.NoteId is { } id)
                    (texts.TryGetValue(prefix + id, out var note) ? note : texts[prefix + id] = [])
                        .Add(block with { Kind = BlockKind.Paragraph, Level = 0 });
        }
    }
}
