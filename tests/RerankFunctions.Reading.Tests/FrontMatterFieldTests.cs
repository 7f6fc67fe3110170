using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Reading.Tests;

/// <summary>The fields of a front matter as metadata.</summary>
public sealed class FrontMatterFieldTests
{
    private const string Yaml = "---\ntitle: A\nLang: en\ntags: [red, \"light blue\"]\nof:\n- one\n- two\nauthor: {name: Ann}\nmy name: x\nnothing:\n---\n";
    private const string Toml = "+++\ntitle = 'A'\nLang = \"en\"\ntags = [\"red\",\n  \"light blue\"]\nof = ['one', 'two']\n+++\n";

    [Theory]
    [InlineData(Yaml, 1)]
    [InlineData(Toml, 1)]
    [InlineData(Yaml, 40_000)] // read in a process of its own
    public async Task Fields_are_told_by_name_with_their_values(string frontMatter, int paragraphs)
    {
        await using var provider = Reading.Readers();
        var notes = new ReadingNotes();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(frontMatter + string.Concat(Enumerable.Repeat("Some words of a paragraph.\n\n", paragraphs))));
        await foreach (var _ in provider.GetRequiredService<DocumentReaders>().For("a.md", "").ReadAsync(content, notes, TestContext.Current.CancellationToken))
        {
        }

        Assert.Equal(
            ["lang: en", "of: one|two", "tags: red|light blue"], notes.Fields.Select(field => $"{field.Key}: {string.Join('|', field.Value)}"));
    }
}
