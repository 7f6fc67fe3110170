using System.Text.RegularExpressions;

namespace RerankFunctions.Reading;

/// <summary>Titles that say something: programs fill the property with their own names, and with words such as "Slide 1".</summary>
internal static partial class DocumentTitle
{
    /// <returns>The title on one line, without the program's name before it and the file's ending behind it; null if nothing is left.</returns>
    public static string? CleanTitle(string? property)
    {
        var title = BlockText.OneLine(property ?? "");
        var printed = Program().Match(title);
        if (printed.Success)
            title = FileEnding().Replace(title[printed.Length..], "");
        return title.Length == 0 || Boilerplate().IsMatch(title) ? null : title;
    }

    [GeneratedRegex(@"^Microsoft (Office )?(Word|Excel|PowerPoint|Publisher|Visio)\s+[-–]\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Program();

    [GeneratedRegex(@"\.(docx?|docm|rtf|pptx?|xlsx?|txt)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileEnding();

    // What Office, in the languages with the most users, and LibreOffice, Google and Apple write for documents that nobody named.
    [GeneratedRegex("""
        ^(
          (Slide|Folie|Diapositive|Diapositiva|Dia|Slajd|Слайд|幻灯片|投影片|スライド|슬라이드)\s?\d*
          |(Présentation|Presentación\ de|Presentación|Apresentação\ do|Apresentação|Presentazione\ standard\ di|Presentazione\ di|Prezentacja\ programu|Презентация)\ PowerPoint
          |PowerPoint[\ -]?(Presentation|Präsentation|presentatie|presentasjon|præsentation|Template|プレゼンテーション|演示文稿|簡報|프레젠테이션)|PowerPoint-esitys|Bemutató
          |(No\ Slide|Kein\ Folien)[\ -]?title|Kein\ Folientitel|Sans\ titre|Sin\ título|Senza\ titolo|Ohne\ Titel|Unbenannt|Untitled(\ (document|presentation|spreadsheet))?|無題|无标题
          |(New\ )?(Microsoft\ )?(Word|PowerPoint|Excel|Office)?\ ?(Document|Dokument|Documento|Presentation|Präsentation|Présentation|Presentación|Presentazione
            |Book|Workbook|Worksheet|Mappe|Classeur|Libro|Cartel|Документ|Книга|文档|文書|ブック|工作簿)\ ?\(?\d*\)?(\.\w{3,4})?
          |Title|Titel|Titre|Título|Titolo|Document\ title|Presentation\ title
        )$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Boilerplate();
}
