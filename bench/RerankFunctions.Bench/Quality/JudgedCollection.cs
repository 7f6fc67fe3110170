using System.Globalization;
using System.Text.Json;

namespace RerankFunctions.Bench.Quality;

/// <summary>Documents, questions, and which documents answer which: a folder with docs.jsonl, queries.jsonl and qrels.tsv.</summary>
/// <param name="Relevant">By a question's id, the documents judged relevant and how much so.</param>
internal sealed record JudgedCollection(
    string Name, IReadOnlyList<JudgedDocument> Documents, IReadOnlyList<(string Id, string Text)> Questions,
    IReadOnlyDictionary<string, Dictionary<string, int>> Relevant)
{
    public static readonly string[] Names = ["cranfield", "chunkeval", "scifact"];

    /// <summary>Null, after saying so, where the data is not there.</summary>
    public static JudgedCollection? Load(string name)
    {
        if (SharedData.Find(name) is not { } folder)
            return null;
        var relevant = File.ReadLines(Path.Combine(folder, "qrels.tsv"))
            .Select(line => line.Split('\t'))
            .Select(fields => (Question: fields[0], Document: fields[1], Grade: int.Parse(fields[2], CultureInfo.InvariantCulture)))
            .Where(judgement => judgement.Grade > 0)
            .GroupBy(judgement => judgement.Question)
            .ToDictionary(group => group.Key, group => group.ToDictionary(judgement => judgement.Document, judgement => judgement.Grade));
        return new JudgedCollection(
            name,
            [.. Lines(folder, "docs.jsonl").Select(line => new JudgedDocument(Field(line, "id"), Field(line, "title"), Field(line, "text")))],
            [.. Lines(folder, "queries.jsonl").Select(line => (Field(line, "id"), Field(line, "text"))).Where(question => relevant.ContainsKey(question.Item1))],
            relevant);
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file)
        => File.ReadLines(Path.Combine(folder, file)).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Field(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}

internal sealed record JudgedDocument(string Id, string Title, string Text)
{
    /// <summary>As the product embeds a passage: the title above the text.</summary>
    public string Whole => Title.Length == 0 ? Text : $"{Title}\n\n{Text}";
}
