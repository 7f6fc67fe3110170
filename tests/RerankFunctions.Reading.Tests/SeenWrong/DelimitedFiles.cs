namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class DelimitedFiles
{
    [Theory]
    [InlineData("seen-wrong-2/csv/hash-rows.csv", "Ticket: #1042; Subject: Pump leaks", "Ticket: #1043; ", "Ticket: 1044; ")]
    [InlineData("seen-wrong-2/csv/hash-header.csv", "#: 1; Name: Pump; City: Bergen", "#: 2; Name: Fan; City: Oslo")]
    [InlineData("seen-wrong-2/csv/hash-mid.csv", "Id: 1; Tag: #new", "Id: #2; Tag: #old", "Id: #3; Tag: kept")]
    [InlineData("seen-wrong-2/csv/sep-line.csv", "Name: Pump; City: Bergen", "Name: Fan; City: Oslo", "not: sep=")]
    [InlineData(
        "seen-wrong-2/csv/preamble.csv", "Paragraph Account statement", "Paragraph Created 2024-05-01", "TableRow Date: 2024-04-02; Text: Rent; Amount: -800",
        "Date: 2024-04-03; Text: Wages; Amount: 2100")]
    [InlineData("seen-wrong-2/csv/single-column.csv", "Question: How long is the pier, in metres?", "Question: Who owns the crane?")]
    [InlineData("seen-wrong-2/csv/utf8-one-bad-byte.csv", "Name: Müller; Ort: Köln", "Name: Größe; Ort: Würzburg", "Name: Caf\uFFFD; Ort: Paris", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong/stanley-cups-utf-16.csv", "Paragraph Stanley Cups", "Team: Maple Leafs; Location: TOR; Stanley Cups: 13")]
    public Task Give_what_they_say(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);
}
