using System.Text;
using Microsoft.Extensions.DependencyInjection;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests;

public sealed class TextLimitTests
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.html")]
    [InlineData("a.csv")]
    public async Task A_document_with_too_much_text_is_refused_by_the_setting(string name)
    {
        var refusal = await Reading.RefusedAsync(name, string.Concat(Enumerable.Repeat("some words, and\n\n", 200)), ("MaxTextCharacters", "1000"));

        Assert.Contains("Reading__MaxTextCharacters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_workbook_whose_cells_share_a_long_text_is_refused_before_any_of_it_is_given()
    {
        var cells = string.Concat(Enumerable.Range(1, 12_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"));
        var bytes = WorkbookOf([new string('x', 30_000)], cells);
        await using var content = new MemoryStream(bytes);
        var given = 0;
        await using var provider = Reading.Readers();
        var readers = provider.GetRequiredService<DocumentReaders>();

        var refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(async () =>
        {
            await foreach (var _ in readers.For("a.xlsx", "").ReadAsync(content, new ReadingNotes(), TestContext.Current.CancellationToken))
                given++;
        });

        Assert.Contains("Reading__MaxTextPerByte", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, given);
    }

    [Fact]
    public async Task Text_that_is_as_large_as_its_file_is_taken()
        => Assert.Single(await Reading.ReadAsync("a.txt", Encoding.UTF8.GetBytes("One line."), ("MaxTextPerByte", "1")));
}
