using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace RerankFunctions.Reading.Tests.NothingLost;

/// <summary>A document being written, with the words that must be found in it, in their order. The same seed writes the same document.</summary>
public sealed class Draft(int seed)
{
    private static readonly string[] Vocabulary =
    [
        "harbour", "größe", "日本語", "naïve", "C++11-", "10^6,", "x==1.", "#1042-", "i++", "a~b", "σ²", "it's", "заглавие", "العربية", "g++-12-", "R&D", "p<q",
    ];

    private readonly StringBuilder _source = new();
    private readonly List<string> _words = [];
    private readonly Random _random = new(seed);

    public string Source => _source.ToString();

    public IReadOnlyList<string> Expected => _words;

    public int Next(int below) => _random.Next(below);

    public Draft Write(string source)
    {
        _source.Append(source);
        return this;
    }

    /// <summary>A new word that must be found, as plain text.</summary>
    public string Word()
    {
        var word = $"{Vocabulary[_random.Next(Vocabulary.Length)]}{_words.Count}";
        _words.Add(word);
        return word;
    }

    /// <summary>Some words on a line.</summary>
    public string Words(int most = 6) => string.Join(' ', Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => Word()));

    /// <summary>The same, written for HTML.</summary>
    public string Html(int most = 6) => WebUtility.HtmlEncode(Words(most));

    /// <summary>A word that must be found though the source does not write it so.</summary>
    public Draft Expect(string word)
    {
        _words.Add(word);
        return this;
    }

    /// <summary>Writes some of the constructs, in any order.</summary>
    public Draft Some(params Action<Draft>[] constructs)
    {
        for (var count = 1 + _random.Next(8); count > 0; count--)
            constructs[_random.Next(constructs.Length)](this);
        return this;
    }

    /// <summary>Reads it and finds each word behind the one before.</summary>
    /// <param name="told">Notes that say what is left out.</param>
    public async Task IsAllFoundAsync(string name, byte[]? bytes = null, IEnumerable<string>? told = null)
    {
        using var content = new MemoryStream(bytes ?? Encoding.UTF8.GetBytes(Source));
        var (blocks, notes) = await Reading.WithNotesAsync(name, content);
        var found = new Queue<string>(blocks
            .SelectMany((block, at) => block.TableHeader is { } header && (at == 0 || blocks[at - 1].TableHeader != header) ? new[] { header, block.Text } : [block.Text])
            .SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(Bare));
        Assert.Equal(told ?? [], notes.Where(note => note.Contains("left out", StringComparison.Ordinal)));
        foreach (var word in Expected)
        {
            while (found.TryPeek(out var other) && other != Bare(word))
                found.Dequeue();
            Assert.True(found.Count > 0, $"'{word}' is not found, or not in its place.\n--- Written:\n{Source}\n--- Read:\n{string.Join('\n', Reading.Outline(blocks))}\n--- Notes: {string.Join("; ", notes)}");
            found.Dequeue();
        }
    }

    // Records put colons, semicolons and commas behind words; cells keep their quotes.
    private static string Bare(string word) => word.Trim(':', ';', ',', '"');

    public override string ToString() => $"seed {seed}";
}

/// <summary>Drafts by any seed.</summary>
public static class Drafts
{
    public static Arbitrary<Draft> Any() => Gen.Choose(0, int.MaxValue - 1).Select(seed => new Draft(seed)).ToArbitrary();
}
