using System.Globalization;

namespace RerankFunctions.Unicode;

/// <summary>The data of the canonical forms, by code point; read once from CanonicalForms.txt, which says what its lines mean.</summary>
internal sealed class CanonicalTable
{
    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, int[]> _full = [];
    private readonly Dictionary<(int First, int Second), int> _composed = [];
    private readonly Dictionary<int, (int First, int Second)> _pairs = [];
    private readonly HashSet<int> _changing = [];

    private CanonicalTable(TextReader lines)
    {
        var marks = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("class ", StringComparison.Ordinal))
            {
                marks++;
                foreach (var mark in CodePoints(line["class ".Length..]))
                    _classes[mark] = marks;
            }
            else if (line.StartsWith("full ", StringComparison.Ordinal))
            {
                var (character, full) = Entry(line["full ".Length..]);
                _full[character] = full;
            }
            else if (line.StartsWith("pair ", StringComparison.Ordinal))
            {
                var (character, pair) = Entry(line["pair ".Length..]);
                _pairs[character] = (pair[0], pair[1]);
                _composed[(pair[0], pair[1])] = character;
                _changing.Add(pair[1]);
            }
        }

        _changing.UnionWith(_classes.Keys);
        _changing.UnionWith(_full.Keys);
    }

    public static CanonicalTable Instance { get; } = Read();

    /// <summary>The place of a mark's combining class among the classes, from 1; 0 for everything that is no such mark.</summary>
    public int ClassOf(int character) => _classes.GetValueOrDefault(character);

    /// <summary>Whether a composed text can hold the character only in some places, or not at all.</summary>
    public bool MayChange(int character) => _changing.Contains(character) || Hangul.IsTrailing(character);

    /// <summary>What the two compose to, or null.</summary>
    public int? Compose(int first, int second)
        => Hangul.Compose(first, second) ?? (_composed.TryGetValue((first, second), out var composed) ? composed : null);

    /// <summary>Appends what the character stands for, in full.</summary>
    public void Decompose(int character, List<int> to)
    {
        if (Hangul.Decompose(character, to))
            return;
        if (_full.TryGetValue(character, out var full))
            to.AddRange(full);
        else if (_pairs.TryGetValue(character, out var pair))
        {
            Decompose(pair.First, to);
            to.Add(pair.Second);
        }
        else
            to.Add(character);
    }

    private static CanonicalTable Read()
    {
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("CanonicalForms.txt")!;
        using var lines = new StreamReader(stream);
        return new CanonicalTable(lines);
    }

    private static (int Character, int[] Parts) Entry(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return (CodePoints(text[..equals])[0], CodePoints(text[(equals + 1)..]));
    }

    private static int[] CodePoints(string text)
        => [.. text.Split(' ').Select(code => int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
}
