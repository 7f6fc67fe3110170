using System.Text;
using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Tests;

/// <summary>Whichever way a file spells "Zürich", its text has the one that queries are made to have.</summary>
public sealed class NormalFormTests
{
    private const string Apart = "Zu\u0308rich", Composed = "Zürich";

    [Theory]
    [InlineData("a.txt", "Banks of Zu\u0308rich\n")]
    [InlineData("a.txt", "Zu\u0308rich\n=======\n\n- Zu\u0308rich\n")]
    [InlineData("a.md", "---\ntitle: Zu\u0308rich\n---\n# Zu\u0308rich\n\n* of *Zu\u0308*rich\n\n```\nZu\u0308rich\n```\n\n| Zu\u0308rich |\n|---|\n| Zu\u0308rich |\n")]
    [InlineData("a.html", "<title>Zu\u0308rich</title><h1>Zu<b>\u0308</b>rich</h1><p>Zu&#x308;rich</p><pre>Zu\u0308rich</pre><table><tr><th>Zu\u0308rich<tr><td>Zu\u0308rich</table>")]
    [InlineData("a.csv", "name,Zu\u0308rich\nZu\u0308rich,\"Zu\u0308rich\"\n")]
    [InlineData("a.json", """[{"name": "Zu\u0308rich", "Zu\u0308rich": "x"}, {"name": "Zürich"}]""")]
    [InlineData("a.jsonl", """{"name": "Zu\u0308rich"}""")]
    public async Task Text_of_every_format_is_composed(string name, string content)
    {
        var blocks = await Reading.ReadAsync(name, content);

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Equal(CanonicalForm.Compose(block.Text), block.Text), throwIfEmpty: true);
        Assert.All(blocks, block => Assert.Equal(CanonicalForm.Compose(block.TableHeader ?? ""), block.TableHeader ?? ""), throwIfEmpty: true);
        Assert.All(blocks, block => Assert.Contains(Composed, block.Text + block.TableHeader, StringComparison.Ordinal), throwIfEmpty: true);
    }

    [Fact]
    public async Task A_reader_process_composes_as_this_one_does()
    {
        // Above the size of a page that is read in this process.
        var page = new StringBuilder();
        while (page.Length < 100_000)
            page.Append("<p>").Append(Apart).Append("</p>");

        Assert.All(await Reading.ReadAsync("a.html", page.ToString()), block => Assert.Equal(Composed, block.Text), throwIfEmpty: true);
    }
}
