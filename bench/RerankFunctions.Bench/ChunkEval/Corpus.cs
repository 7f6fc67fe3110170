using System.Text.Json;

namespace RerankFunctions.Bench.ChunkEval;

/// <summary>A long document with questions, and the places in it that answer each.</summary>
/// <param name="Questions">For each question the gold spans, as ranges of <see cref="Letters"/>.</param>
internal sealed record Corpus(string Name, string Path, string Text, LetterText Letters, IReadOnlyList<(int Start, int End)[]> Questions)
{
    public static IEnumerable<Corpus> Load(string folder)
    {
        var questions = File.ReadLines(System.IO.Path.Combine(folder, "queries.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToLookup(question => question.GetProperty("corpus").GetString()!);

        foreach (var path in Directory.GetFiles(System.IO.Path.Combine(folder, "corpora")).Order(StringComparer.Ordinal))
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            var text = File.ReadAllText(path);
            var letters = LetterText.Strip(text);
            var starts = CodePointStarts(text);
            yield return new Corpus(name, path, text, letters, [.. questions[name].Select(question => Spans(question).ToArray())]);

            IEnumerable<(int, int)> Spans(JsonElement question)
            {
                foreach (var reference in question.GetProperty("references").EnumerateArray())
                {
                    var start = starts[reference.GetProperty("start_index").GetInt32()];
                    var end = starts[reference.GetProperty("end_index").GetInt32()];
                    if (text[start..end] != reference.GetProperty("content").GetString())
                        throw new InvalidDataException($"A span of {name} is not where its offsets say: {start}..{end}.");
                    yield return (letters.Before(start), letters.Before(end));
                }
            }
        }
    }

    /// <summary>The data set counts code points; .NET counts UTF-16 code units.</summary>
    private static int[] CodePointStarts(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (var index = 0; index < text.Length; index += char.IsHighSurrogate(text[index]) ? 2 : 1)
            starts.Add(index);
        return [.. starts, text.Length];
    }
}
