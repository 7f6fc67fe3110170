namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class TextFiles
{
    [Theory]
    [InlineData("seen-wrong-2/enc/fr-stray.txt", "Le café ferme à dix heures. \uFFFD fin", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/enc/utf8-ru-stray.txt", "Склад открыт с девяти до шести.", "\uFFFD Склад", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/enc/utf8-stray-byte.txt", "Größere Änderungen gelten ab März. it\uFFFDs here.", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/enc/utf8-truncated-end.txt", "Die Bücherei öffnet", "ポンプは毎週点検します\uFFFD", "note: 2 bytes were not UTF-8")]
    [InlineData("seen-wrong-2/enc/jp.iso2022_jp.txt", "倉庫は九時から六時まで開いています。ポンプは毎週点検します。")]
    [InlineData("seen-wrong/english.cp500.txt", "IntelliStation POWER", "Warranties, licenses and maintenance", "note: EBCDIC")]
    [InlineData("seen-wrong-2/txt/ansi.log", "INFO service started", "ERROR disk full on node 7", "not: [3")]
    [InlineData(
        "seen-wrong-2/txt/service.log", "finished job 1000 in 20 ms\n2024-05-01T10:00:01Z INFO worker-1 finished job 1001 in 21 ms\n2024-05-01T10:00:02Z")]
    [InlineData("seen-wrong-2/txt/rst.rst", "Heading1 Guide", "Heading2 Details", "Paragraph Text under details.", "Heading3 More", "Paragraph Text under more.")]
    // Letters and marks are one again, as in the query that looks for them
    [InlineData("seen-wrong-2/txt/nfd.txt", "Die B\u00FCcherei \u00F6ffnet um neun. Caf\u00E9 nebenan.", "not: \u0308")]
    [InlineData("seen-wrong-2/txt/zw.txt", "Paragraph zerowidth non\u200Cjoiner wordjoiner dirctional bom softhyphen tags")]
    [InlineData("seen-wrong-2/json/markdown-in-json.json", "content: # Title\n\nFirst para.\n\n```py\na = 1\nb = 2\n```\n\n- one\n- two")]
    public Task Give_what_they_say(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);
}
