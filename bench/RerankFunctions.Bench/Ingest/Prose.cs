namespace RerankFunctions.Bench.Ingest;

/// <summary>Made-up prose: words of two to four syllables, rare and frequent ones. The same on every machine.</summary>
internal sealed class Prose
{
    private const int Vocabulary = 5_000;
    private const int WordsPerSentence = 14;

    private static readonly string[] Syllables = "ba co di fe gu la me ni po ru sa te vi no ra den lor min pet sal".Split(' ');

#pragma warning disable CA5394 // Repeatable is what it must be.
    private readonly Random _random = new(1);
    private readonly string[] _words;

    public Prose() => _words = [.. Enumerable.Range(0, Vocabulary).Select(
        _ => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Syllables[_random.Next(Syllables.Length)])))];

    public string Paragraph(int sentences) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => $"{Words(WordsPerSentence)}."));

    // The square makes some words frequent.
    public string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(
        _ => _words[(int)(Math.Pow(_random.NextDouble(), 2) * Vocabulary)]));
#pragma warning restore CA5394
}
