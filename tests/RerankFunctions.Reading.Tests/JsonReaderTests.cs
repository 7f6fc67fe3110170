using System.Globalization;
using System.Text;

namespace RerankFunctions.Reading.Tests;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("{\"a\": 1,", "ends too early, in line 1")]
    [InlineData("{\"a\":\n nope}", "not valid at line 2, byte 3")]
    [InlineData("{\"a\": 1}\n{\"b\"}", "not valid at line 2")]
    public async Task What_is_wrong_and_where_is_told(string content, string reason)
    {
        var refusal = await Reading.RefusedAsync("a.json", content);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_never_ends_is_refused()
    {
        var refusal = await Reading.RefusedAsync("a.json", "\"" + new string('x', 9 << 20) + "\"");

        Assert.Contains("single value", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_carry_the_path_of_their_keys()
    {
        var blocks = await Reading.ReadAsync("a.json", """
            { "name": "Ada", "address": { "city": "London", "lines": ["1 St", "2 nd"] }, "none": null, "active": true,
              "scores": [{ "of": [1, 2] }, [3]] }
            """);

        Assert.Equal(
            ["name: Ada\naddress.city: London\naddress.lines: 1 St, 2 nd\nactive: true", "scores[0].of: 1, 2", "scores[1]: 3"],
            blocks.Select(block => block.Text));
    }

    [Theory]
    [InlineData("a.json", "[{\"a\": 1, \"b\": {\"c\": 2}}, {\"a\": 3}]")]
    [InlineData("a.ndjson", "{\"a\": 1, \"b\": {\"c\": 2}}\n{\"a\": 3}\n")]
    public async Task A_record_is_a_block(string name, string content)
    {
        var blocks = await Reading.ReadAsync(name, content);

        Assert.Equal(["a: 1\nb.c: 2", "a: 3"], blocks.Select(block => block.Text));
    }

    [Fact]
    public async Task Vectors_and_bytes_are_left_out()
    {
        var vector = string.Join(',', Enumerable.Range(0, 1024).Select(number => (number / 7.0).ToString(CultureInfo.InvariantCulture)));

        var blocks = await Reading.ReadAsync("a.json", $$"""{"text": "kept", "bytes": "{{Convert.ToBase64String(new byte[600])}}", "vector": [{{vector}}]}""");

        Assert.StartsWith("text: kept\nvector: 0, ", Assert.Single(blocks).Text, StringComparison.Ordinal);
        Assert.InRange(blocks[0].Text.Length, 10, 1000);
    }

    [Fact]
    public async Task Records_larger_than_a_buffer_and_in_utf_16_come_whole()
    {
        var text = string.Join(' ', Enumerable.Range(0, 40_000).Select(number => $"wörd{number}"));

        var blocks = await Reading.ReadAsync("a.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"[\"{text}\", \"end\"]")]);

        Assert.Equal(text.Split(' ').Append("end"), blocks.SelectMany(block => block.Text.Replace(", ", " ", StringComparison.Ordinal).Split(' ')));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task Nothing_in_it_is_no_error(string content) => Assert.Empty(await Reading.ReadAsync("a.json", content));

    [Theory]
    [InlineData("{\"source\": [\"if x:\\n\", \"    y()\\n\", \"\\n\", \"z()\"]}", "source: if x:\n    y()\nz()")]
    [InlineData("{\"pages\": [\"One\\n\\ntwo\", \"three\"]}", "pages: One\n\ntwo\nthree")]
    [InlineData("{\"tags\": [\"one\", \"two\"]}", "tags: one, two")]
    public async Task Lines_that_are_a_list_stay_lines(string json, string text)
        => Assert.Equal(text, Assert.Single(await Reading.ReadAsync("a.json", json)).Text);
}
