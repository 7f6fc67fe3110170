using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Tests.Retrieval;

/// <summary>What a filter can tell of a passage, as it was uploaded.</summary>
internal sealed record FilteredPassage(
    string Document, int Chunk, string? Title, string ContentType, DateTimeOffset Modified, int? Page, IReadOnlyDictionary<string, string> Metadata)
{
    public static readonly string[] Names = ["a.md", "b.txt", "ml/a.md", "ml/deep/a.md", "ml/deep/b.md", "ml2/a.md", "Ml/a.md"];
    public static readonly string[] Titles = ["Scaling", "scaling", "Scales", "Fish"];
    public static readonly string[] ContentTypes = ["text/plain", "text/markdown", "application/pdf"];
    public static readonly string[] Langs = ["en", "en-GB", "de", "true", "3"];
    public static readonly string[] Years = ["1999", "2024", "2024.5", "-3", "unknown"];
    public static readonly string[] Days = ["2026-01-01", "2026-01-31T08:00:00Z", "2026-01-31T10:00:00+02:00", "2026-02-01T00:00:00.5Z", "soon"];

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As many documents as there are names, of one to three passages each.</summary>
    public static IReadOnlyList<FilteredPassage> Some(Random random)
    {
        var passages = new List<FilteredPassage>();
        foreach (var name in Names.Concat(Names.Select(name => $"more/{name}")))
        {
            var metadata = new Dictionary<string, string>();
            Maybe("Lang", Langs); // as a client may spell it
            Maybe("year", Years);
            Maybe("at", Days);
            var (title, type) = (random.Next(3) == 0 ? null : Pick(Titles), Pick(ContentTypes));
            var (modified, paged) = (Start.AddHours(random.Next(48)), random.Next(2) == 0);
            for (var chunk = 0; chunk <= random.Next(3); chunk++)
                passages.Add(new(name, chunk, title, type, modified, paged ? 1 + chunk : null, metadata));

            void Maybe(string field, string[] values)
            {
                if (random.Next(3) > 0)
                    metadata[field] = Pick(values);
            }
        }

        return passages;

        string Pick(string[] of) => of[random.Next(of.Length)];
    }

    public string? Of(string metadata)
        => Metadata.FirstOrDefault(pair => pair.Key.Equals(metadata, StringComparison.OrdinalIgnoreCase)).Value;

    public StoredDocument State => new(new DocumentId(Document), "\"1\"", 1, $"{ContentType}; charset=utf-8", Modified, Metadata);

    public Chunk AsChunk() => new(Chunk, $"{Document} {Chunk}", Title, null, Page);
}
