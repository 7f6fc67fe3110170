using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Tells what of a PDF could not be read.</summary>
internal static class PdfNotes
{
    public static void Add(ReadingNotes notes, PdfDocument document, IReadOnlyList<PdfPage> pages, ILookup<int, string> fields)
    {
        notes.Count(
            "1 page has no text: it seems to be scanned or drawn", "{0:N0} pages have no text: they seem to be scanned or drawn",
            pages.Count(page => !page.HasText && page.IsDrawn));
        notes.Count(
            "1 character is unknown: its font does not say what it shows", "{0:N0} characters are unknown: their fonts do not say what they show",
            pages.Sum(page => page.Words.Concat(page.Turned.SelectMany(words => words)).Sum(word => word.Text.Count(IsUnmapped))));
        if (fields.Count == 0 && document.TryGetForm(out var form) && form.Dictionary.ContainsKey(NameToken.Create("XFA")))
            notes.Add("the values of its XFA form are not read");
    }

    public static bool IsUnmapped(char c) => c is '\uFFFD' || char.IsControl(c);
}
