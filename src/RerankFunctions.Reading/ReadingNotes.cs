using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading;

/// <summary>
/// What a person should know of how a document was read: what was left out or could not be understood, and how much of it. A reader adds to
/// it while it gives blocks, and it is whole when they end. Without any, all that the document says is in its blocks, but for what
/// docs/formats.md lists as left out of every document of the format.
/// </summary>
public sealed partial class ReadingNotes
{
    /// <summary>Beyond this a list is no longer read by anyone.</summary>
    private const int Most = 20;

    private readonly List<Entry> _entries = [];
    private readonly SortedDictionary<string, IReadOnlyList<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>In the order in which each was first added; at most 20.</summary>
    public IReadOnlyList<string> All
        => [.. _entries.Take(Most).Select(
            entry => string.Format(CultureInfo.InvariantCulture, entry.Count == 1 ? entry.One : entry.Many, entry.Count))];

    /// <summary>Adds a note, once however often it is added: "charts are not read".</summary>
    public void Add(string note) => Find(Literal(note), Literal(note)).Count = 1;

    /// <summary>Adds to a note that counts: <c>Count("1 hidden slide left out", "{0:N0} hidden slides left out")</c>.</summary>
    /// <param name="one">What it says of one.</param>
    /// <param name="many">What it says of more; {0} is how many.</param>
    public void Count(string one, string many, long by = 1)
    {
        if (by > 0)
            Find(Literal(one), many).Count += by;
    }

    /// <summary>The document's own fields beside its text, such as a front matter's: one value or more of each, by names in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => _fields;

    /// <summary>Adds a field. One without values, or of a name that no metadata could have, is left out.</summary>
    public void AddField(string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0 && FieldName().IsMatch(name))
            _fields[name.ToLowerInvariant()] = values;
    }

    internal void AddAll(IEnumerable<string> notes, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields)
    {
        foreach (var note in notes)
            Add(note);
        foreach (var (name, values) in fields)
            AddField(name, values);
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex FieldName();

    private static string Literal(string note)
        => note.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private Entry Find(string one, string many)
    {
        var entry = _entries.Find(entry => entry.Many == many);
        if (entry is null)
            _entries.Add(entry = new Entry(one, many));
        return entry;
    }

    private sealed class Entry(string one, string many)
    {
        public string One { get; } = one;
        public string Many { get; } = many;
        public long Count { get; set; }
    }
}
