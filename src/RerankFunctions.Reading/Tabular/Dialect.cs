using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Tabular;

/// <summary>
/// What separates cells: what the file's first line says, else the character that stands equally often in most of the first records.
/// </summary>
/// <param name="DirectiveLines">Lines at the start that are for spreadsheet programs: "sep=;".</param>
internal readonly partial record struct Dialect(char Delimiter, int DirectiveLines)
{
    /// <summary>A character that no text has, where a table has one column.</summary>
    public const char None = '\u001F';

    private const int SampleCharacters = 64 * 1024;
    private const int SampleRecords = 50;
    private const string Candidates = ",\t;|";

    public static async Task<Dialect> DetectAsync(TextReader text, CancellationToken cancellationToken)
    {
        var sample = new char[SampleCharacters];
        var length = await text.ReadBlockAsync(sample, cancellationToken);
        return Directive().Match(new string(sample, 0, Math.Min(length, 16))) is { Success: true } directive
            ? new Dialect(directive.Groups[1].Value is "\\t" ? '\t' : directive.Groups[1].ValueSpan[0], DirectiveLines: 1)
            : new Dialect(Detect(sample.AsSpan(0, length)), DirectiveLines: 0);
    }

    private static char Detect(ReadOnlySpan<char> sample)
    {
        var best = None;
        (int Alike, int Count) bestScore = default;
        foreach (var candidate in Candidates)
        {
            var counts = CountsPerRecord(sample, candidate, out var followedBySpace, out var inNumbers, out var besideQuote);
            var usual = counts.GroupBy(count => count).Where(count => count.Key > 0).MaxBy(count => (count.Count(), count.Key));
            if (usual is null || !besideQuote && IsProse(counts, usual.Key, usual.Count(), inNumbers || followedBySpace && usual.Key == 1))
                continue;
            var score = (usual.Count(), usual.Key);
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    // Punctuation in a table of one column: in few of its records, or never in the first and always before a space or within numbers.
    private static bool IsProse(List<int> counts, int usual, int alike, bool isPunctuation)
        => alike * 2 <= counts.Count && !(HasRun(counts, usual) && (usual > 1 || IsInMost(counts))) || counts[0] == 0 && isPunctuation;

    // From the first record on: several tables of different widths.
    private static bool IsInMost(List<int> counts) => counts[0] > 0 && counts.Count(count => count > 0) * 2 > counts.Count;

    private static bool HasRun(List<int> counts, int usual) => counts.Zip(counts.Skip(1)).Any(pair => pair.First == usual && pair.Second == usual);

    // Of records that are not empty.
    private static List<int> CountsPerRecord(
        ReadOnlySpan<char> sample, char candidate, out bool followedBySpace, out bool inNumbers, out bool besideQuote)
    {
        var counts = new List<int>();
        var count = 0;
        var quoted = false;
        var isEmpty = true;
        followedBySpace = true;
        inNumbers = true;
        besideQuote = false;
        for (var at = 0; at < sample.Length && counts.Count < SampleRecords; at++)
        {
            var c = sample[at];
            isEmpty &= char.IsWhiteSpace(c) && c != candidate;
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c == candidate)
            {
                count++;
                followedBySpace &= at + 1 < sample.Length && sample[at + 1] == ' ';
                inNumbers &= at > 0 && at + 1 < sample.Length && char.IsAsciiDigit(sample[at - 1]) && char.IsAsciiDigit(sample[at + 1]);
                besideQuote |= at > 0 && sample[at - 1] == '"' && at + 1 < sample.Length && sample[at + 1] == '"';
            }
            else if (!quoted && c is '\n' or '\r' && !isEmpty)
            {
                counts.Add(count);
                (count, isEmpty) = (0, true);
            }
        }

        if (!isEmpty)
            counts.Add(count);
        return counts;
    }

    [GeneratedRegex("""^\uFEFF?"?sep=(\\t|[^\r\n])"?[,;]*[ \t]*(?:\r|\n|$)""", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();
}
