using RerankFunctions.Reading;

namespace RerankFunctions.Reading.Tests;

public sealed class DelimitedReaderTests
{
    [Theory]
    [InlineData("a,b\n1,")]
    [InlineData("")]
    public async Task A_quote_that_is_never_closed_is_refused_from_the_first_row_on(string before)
    {
        var refusal = await Reading.RefusedAsync("a.csv", before + "\"" + string.Concat(Enumerable.Repeat("x,y\n", 1_000_000)));

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
        Assert.All(blocks, block => Assert.Equal(BlockKind.TableRow, block.Kind), throwIfEmpty: true);
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
    [InlineData("a,b\n\n,\n", 1)]
    public async Task Tables_without_data_have_no_records(string content, int blocks)
        => Assert.Equal(blocks, (await Reading.ReadAsync("a.csv", content)).Count);

    [Theory]
    [InlineData("sep=;\na;b\n1,5;2", "TableRow a: 1,5; b: 2")]
    [InlineData("\"sep=|\"\r\na|b\r\n1|2", "TableRow a: 1; b: 2")]
    [InlineData("SEP=\t\na\tb\n1\t2", "TableRow a: 1; b: 2")]
    [InlineData("\uFEFFsep=,\na,b\n1,2", "TableRow a: 1; b: 2")]
    [InlineData("#a,#b\n#1,#2", "TableRow #a: #1; #b: #2")]
    [InlineData("Statement,,\nOf May,,\nDate,Text,Sum\n2024-05-01,Rent,-8", "Paragraph Statement", "Paragraph Of May", "TableRow Date: 2024-05-01; Text: Rent; Sum: -8")]
    [InlineData("Account;DE12\nFrom;2024-05-01\n\nDate;Text;Payee;Sum\n2024-05-01;Rent;Ann;-8\n2024-05-02;Food;Bo;-9",
        "Paragraph Account | DE12", "Paragraph From | 2024-05-01", "TableRow Date: 2024-05-01; Text: Rent; Payee: Ann; Sum: -8", "TableRow Date: 2024-05-02; Text: Food; Payee: Bo; Sum: -9")]
    [InlineData("Region,2023,2024\nNorth,5,6\nSouth,7,8", "TableRow Region: North; 2023: 5; 2024: 6", "TableRow Region: South; 2023: 7; 2024: 8")]
    [InlineData("Pump,2019,5\nFan,2018,6", "TableRow Pump | 2019 | 5", "TableRow Fan | 2018 | 6")]
    [InlineData("Question\nHow long, in metres?\nHow wide, in metres?", "TableRow Question: How long, in metres?", "TableRow Question: How wide, in metres?")]
    [InlineData("Total\n1,250\n3,400", "TableRow Total: 1,250", "TableRow Total: 3,400")]
    [InlineData("Bank of X\nOf Jane\nIn euros\nOf May\n\nDate,Text,Sum\n2024-05-01,Rent,-8\n2024-05-02,Food,-9",
        "Paragraph Bank of X", "Paragraph Of Jane", "Paragraph In euros", "Paragraph Of May",
        "TableRow Date: 2024-05-01; Text: Rent; Sum: -8", "TableRow Date: 2024-05-02; Text: Food; Sum: -9")]
    [InlineData("For Smith, John\nDate,Text,Sum\n2024-05-01,Rent,-8", "Paragraph For Smith, John", "TableRow Date: 2024-05-01; Text: Rent; Sum: -8")]
    [InlineData(",Summer,,Winter,\nPlace,Length,Fee,Length,Fee\nQuay,3,6,4,8", "TableRow Place: Quay; Summer: Length: 3; Summer: Fee: 6; Winter: Length: 4; Winter: Fee: 8")]
    [InlineData("Text\nA; B; C", "TableRow Text: A; B; C")]
    [InlineData("a,b,c\n1,,\n,,3", "TableRow a: 1", "TableRow c: 3")]
    [InlineData(",Length,Fee\nBerth,3,6", "TableRow Berth; Length: 3; Fee: 6")]
    public async Task Every_record_is_kept_under_the_names_of_its_columns(string content, params string[] outline)
        => Assert.Equal(outline, Reading.Outline(await Reading.ReadAsync("a.csv", content)));

    [Theory]
    // Its names stand on numbers, or it has another number of columns
    [InlineData("Name,Sum\nPump,2\n\nTeam,Points\nReds,10", "Name: Pump; Sum: 2", "Team: Reds; Points: 10")]
    [InlineData("Name,Sum\nPump,2\nFan,3\nRod,4\n\nExpenses\nWhat,Cost,Due\nRent,8,May\n\nGas,5,June",
        "Name: Pump; Sum: 2", "Name: Fan; Sum: 3", "Name: Rod; Sum: 4", "Expenses", "What: Rent; Cost: 8; Due: May", "What: Gas; Cost: 5; Due: June")]
    [InlineData("Name,Sum,\nPump,2,\n,,\nWhat,Cost,Due\nRent,8,May", "Name: Pump; Sum: 2", "What: Rent; Cost: 8; Due: May")]
    [InlineData("Item,Sum,Note\nPay,25,x\nMore,5,y\n\nArticle,Cost\nRent,8\nGas,4\nTea,2", "Item: Pay; Sum: 25; Note: x", "Item: More; Sum: 5; Note: y", "Article: Rent; Cost: 8", "Article: Gas; Cost: 4", "Article: Tea; Cost: 2")]
    // Empty lines alone begin none
    [InlineData("Name,City\n\nPump,Bergen\n\n\nFan,Oslo", "Name: Pump; City: Bergen", "Name: Fan; City: Oslo")]
    [InlineData("Name,Sum\nPump,2\n\nFan,3\nRod,4", "Name: Pump; Sum: 2", "Name: Fan; Sum: 3", "Name: Rod; Sum: 4")]
    public async Task A_table_below_another_has_its_own_names(string content, params string[] texts)
        => Assert.Equal(texts, (await Reading.ReadAsync("a.csv", content)).Select(block => block.Text));
}
