using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Tests;

/// <summary>Unicode's canonical forms, held against those of Node's ICU: the process that tests has none.</summary>
public sealed class CanonicalFormTests
{
    private const int LastCodePoint = 0x10FFFF, Seed = 20_261_126, Mixtures = 20_000;

    [Theory]
    [InlineData("Zu\u0308rich", "Zürich")]
    [InlineData("A\u030A", "Å")]
    [InlineData("\u212B", "Å")] // the ångström sign
    [InlineData("\u1112\u1161\u11AB", "\uD55C")] // Korean, letter by letter
    [InlineData("a\u0323\u0307", "a\u0307\u0323")] // marks that do not compose in either order
    [InlineData("\u0958", "\u0915\u093C")] // never composed
    [InlineData("\uD800u\u0308", "\uD800ü")]
    [InlineData("ﬁ x²", "ﬁ x²")] // compatibility, which is another form's business
    public void The_spellings_of_a_text_become_one(string one, string other)
    {
        Assert.Equal(CanonicalForm.Compose(other), CanonicalForm.Compose(one));
        Assert.Equal(CanonicalForm.Decompose(other), CanonicalForm.Decompose(one));
    }

    [Fact]
    public void What_is_composed_already_is_the_same_string()
    {
        const string Text = "Zürich 東京 한국 Ελλάδα";
        Assert.Same(Text, CanonicalForm.Compose(Text));
    }

    [Fact]
    public void A_letter_under_a_hundred_thousand_marks_comes_out_whole()
        => Assert.Equal(100_000, CanonicalForm.Compose("u" + string.Concat(Enumerable.Repeat("\u0308\u0323", 50_000))).Length);

    [Property]
    public void Composing_and_decomposing_undo_each_other(string? any)
    {
        var composed = CanonicalForm.Compose(any ?? "");
        Assert.Equal(composed, CanonicalForm.Compose(composed));
        Assert.Equal(composed, CanonicalForm.Compose(CanonicalForm.Decompose(any ?? "")));
    }

    [Fact]
    public async Task Every_character_and_mixtures_of_those_that_change_come_out_as_Node_has_them()
    {
        var characters = Enumerable.Range(0, LastCodePoint + 1).Where(Rune.IsValid).Select(char.ConvertFromUtf32).ToList();
        var changing = characters.Where(character => CanonicalForm.Decompose(character) != character)
            .Concat(characters.Select(character => "u" + character).Where(text => CanonicalForm.Compose(text) != text)).ToList();
        var random = new Random(Seed);
        var pool = changing.Concat(changing.SelectMany(text => CanonicalForm.Decompose(text).EnumerateRunes().Select(rune => rune.ToString())))
            .Distinct().ToArray();
        var mixtures = Enumerable.Range(0, Mixtures).Select(_ => string.Concat(random.GetItems(pool, random.Next(1, 7))));
        string[] texts = [.. characters, .. mixtures];

        var expected = await NodeAsync(texts);

        Assert.Equal(texts.Length, expected.Length);
        foreach (var (text, forms) in texts.Zip(expected))
            if (forms is [var composed, var decomposed])
                Assert.Equal((composed, decomposed), (CanonicalForm.Compose(text), CanonicalForm.Decompose(text)));
    }

    /// <summary>Forms C and D of each text; none for a text with a character that this Node's Unicode does not know yet.</summary>
    private static async Task<string[][]> NodeAsync(string[] texts)
    {
        const string Script =
            "const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
            + "console.log(JSON.stringify(texts.map(t => /\\p{Cn}/u.test(t) ? [] : [t.normalize('NFC'), t.normalize('NFD')])))";
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var answer = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, texts, cancellationToken: TestContext.Current.CancellationToken);
        node.StandardInput.Close();
        return JsonSerializer.Deserialize<string[][]>(await answer)!;
    }
}
