using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RerankFunctions.Reading;
using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Tests;

/// <summary>Paragraphs of words, which every format can hold.</summary>
public sealed record Paragraphs(string[][] Words)
{
    private static readonly string[] Vocabulary =
        ["scale", "größe", "mean", "日本語", "σ²", "naïve", "\U0001F600", "it's", "a", "0.5", "x<y", "A&B", "заглавие", "العربية", "e\u0301tude"];

    /// <summary>As text comes out: composed.</summary>
    public IEnumerable<string> All => Words.SelectMany(words => words).Select(CanonicalForm.Compose);

    public static Arbitrary<Paragraphs> Any() => Gen.Elements(Vocabulary).ArrayOf().Where(words => words.Length > 0).ArrayOf()
        .Select(words => new Paragraphs(words)).ToArbitrary();
}

[Properties(Arbitrary = [typeof(Paragraphs)], MaxTest = 100)]
public sealed class ReadingPropertyTests
{
    [Property]
    public async Task Every_word_of_a_text_comes_once_and_in_order(Paragraphs text)
    {
        var blocks = await Reading.ReadAsync("a.txt", string.Join("\n\n", text.Words.Select(words => string.Join(' ', words))));

        Assert.Equal(text.All, WordsOf(blocks));
    }

    [Property]
    public async Task Every_word_of_a_page_comes_once_and_in_order(Paragraphs text)
    {
        var blocks = await Reading.ReadAsync("a.html", string.Concat(text.Words.Select(words => $"<p>{WebUtility.HtmlEncode(string.Join(' ', words))}</p>")));

        Assert.Equal(text.All, WordsOf(blocks));
    }

    [Property]
    public async Task Every_cell_of_a_table_comes_once_and_in_order(Paragraphs text)
    {
        var rows = text.Words.Where(words => words.Length > 1).ToList();

        var names = string.Join(',', Enumerable.Repeat("name", rows.Select(words => words.Length).DefaultIfEmpty(1).Max()));
        var blocks = await Reading.ReadAsync("a.csv", names + "\n" + string.Join('\n', rows.Select(words => string.Join(',', words.Select(word => $"\"{word}\"")))));

        Assert.Equal(rows.Select(words => CanonicalForm.Compose(string.Join("; ", words.Select(word => $"name: {word}")))), blocks.Where(block => rows.Count > 0).Select(block => block.Text));
    }

    [Property]
    public async Task Any_bytes_under_any_name_give_blocks_or_a_reason(byte[] bytes)
    {
        foreach (var name in (string[])["a.txt", "a.md", "a.html", "a.csv", "a.json"])
        {
            try
            {
                Assert.DoesNotContain(await Reading.ReadAsync(name, bytes), block => string.IsNullOrWhiteSpace(block.Text));
            }
            catch (UnreadableDocumentException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    private static IEnumerable<string> WordsOf(IEnumerable<Block> blocks) => blocks.SelectMany(block => block.Text.Split(' ', '\n'));
}
