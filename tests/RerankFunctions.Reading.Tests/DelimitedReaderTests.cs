using RerankFunctions.Reading;

namespace RerankFunctions.Reading.Tests;

public sealed class DelimitedReaderTests
{
    [Fact]
    public async Task A_quote_that_is_never_closed_is_refused()
    {
        var refusal = await Reading.RefusedAsync("a.csv", "a,b\n1,\"" + string.Concat(Enumerable.Repeat("x,y\n", 1_000_000)));

        Assert.Contains("is a quote not closed?", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_delimiter_is_found(char delimiter)
    {
        string[] lines = ["name|price|note", "Ridge|49.5|\"light, wide; long\"", "Lumina|29|"];

        var blocks = await Reading.ReadAsync("a.csv", string.Join('\n', lines).Replace('|', delimiter));

        Assert.Equal(["name: Ridge; price: 49.5; note: light, wide; long", "name: Lumina; price: 29"], blocks.Select(block => block.Text));
        Assert.All(blocks, block => Assert.Equal(BlockKind.TableRow, block.Kind));
    }

    [Fact]
    public async Task Numbers_from_the_first_row_on_have_no_header()
    {
        var blocks = await Reading.ReadAsync("a.csv", "1,alpha\n2,beta\n");

        Assert.Equal(["1 | alpha", "2 | beta"], blocks.Select(block => block.Text));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a,b\n", 1)]
    [InlineData("a,b\n\n,\n", 0)]
    public async Task Tables_without_data_have_no_records(string content, int blocks) =>
        Assert.Equal(blocks, (await Reading.ReadAsync("a.csv", content)).Count);
}
