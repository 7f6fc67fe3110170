using System.Text.Json;
using FsCheck.Xunit;

namespace RerankFunctions.Reading.Tests.NothingLost;

[Properties(Arbitrary = [typeof(Drafts)], MaxTest = 100)]
public sealed class RecordPropertyTests
{
    [Property]
    public Task Every_word_of_a_table_is_found_in_its_place(Draft draft)
    {
        var delimiter = ",;\t|"[draft.Next(4)];
        if (draft.Next(4) == 0)
            draft.Write($"sep={delimiter}\n");
        var columns = 3 + draft.Next(3);
        for (var above = draft.Next(3); above > 0; above--)
            draft.Write($"{Quoted(draft.Words(3))}\n");
        string[] names = [.. Enumerable.Range(0, columns).Select(column => $"#n{column}")];
        draft.Write($"{string.Join(delimiter, names)}\n");
        for (var rows = 3 + draft.Next(5); rows > 0; rows--)
        {
            for (var column = 0; column < columns; column++)
            {
                if (draft.Next(5) > 0)
                    draft.Expect(names[column]).Write(draft.Next(4) == 0 ? $"\"#{draft.Next(9)} {draft.Words(2)}\nand \"\"{draft.Words(2)} \"\"\"" : Quoted(draft.Words(3)));
                draft.Write(column < columns - 1 ? $"{delimiter}" : "\n");
            }
        }

        return draft.IsAllFoundAsync("a.csv");

        // Only where they must be: a first cell may begin with "#".
        string Quoted(string cell) => cell.Contains(delimiter) || cell.Contains('"') ? $"\"{cell}\"" : cell;
    }

    [Property]
    public Task Every_word_of_json_is_found_in_its_place(Draft draft)
    {
        var lines = draft.Next(2) == 0;
        var vectors = draft.Next(3);
        draft.Write(lines ? "" : "[");
        if (vectors > 0)
            draft.Write($"{{\"vector\":[{string.Join(',', Enumerable.Range(0, 32 + vectors))}]}}{(lines ? "\n" : ",")}").Expect("vector").Expect("31");
        for (var records = 1 + draft.Next(4); records > 0; records--)
            draft.Write("{\"key\":").Expect("key").Write(String(draft.Words()))
                .Write(",\"page\":").Write(String($"{draft.Words()}\n\n```\n  {draft.Words()}\n```\n"))
                .Write(",\"list\":[").Expect("list").Write($"{String(draft.Words(2))},{String(draft.Words(2))}],\"deep\":{{\"er\":{{")
                .Expect("deep.er.est").Write($"\"est\":{String(draft.Words())}}}}}}}").Write(lines ? "\n" : records > 1 ? "," : "]");
        return draft.IsAllFoundAsync(lines ? "a.jsonl" : "a.json", told: vectors switch
        {
            0 => [],
            1 => ["1 number far into a list of numbers left out"],
            _ => ["2 numbers far into lists of numbers left out"],
        });

        static string String(string text) => JsonSerializer.Serialize(text);
    }
}
