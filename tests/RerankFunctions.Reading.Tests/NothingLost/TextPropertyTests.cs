using System.Text;
using FsCheck.Xunit;

namespace RerankFunctions.Reading.Tests.NothingLost;

[Properties(Arbitrary = [typeof(Drafts)], MaxTest = 100)]
public sealed class TextPropertyTests
{
    private static readonly Action<Draft>[] Constructs =
    [
        draft => draft.Write($"{draft.Words(12)}\n{draft.Words(12)}\n\n"),
        draft => draft.Write($"{draft.Words(2)}\n{new string("=-~\"`^'"[draft.Next(7)], 40)}\n\n"),
        draft => draft.Write($"- {draft.Words()}\n- {draft.Words()}\n  {draft.Words()}\n\n"),
        draft => draft.Write($"\u001B[32m{draft.Words()}\u001B[0m\n\n"),
        draft => draft.Write($"\u202A{draft.Word()}\u202C \u2060{draft.Word()}\u200B\n\n"),
        draft => draft.Write($"2024-05-01T10:00:00Z INFO {draft.Words()}\n2024-05-01T10:00:01Z WARN {draft.Words()}\n\n"),
        draft => draft.Write($"{draft.Words()}\v{draft.Words()}\f"),
    ];

    [Property]
    public Task Every_word_is_found_in_its_place_in_any_unicode(Draft draft)
    {
        Encoding[] encodings = [new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];
        var encoding = encodings[draft.Next(encodings.Length)];
        draft.Some(Constructs);
        return draft.IsAllFoundAsync("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(draft.Source)]);
    }

    [Property]
    public Task A_byte_that_is_wrong_loses_no_other_word(Draft draft)
    {
        draft.Some(Constructs).Write("größer und höher\n\n");
        byte[] start = Encoding.UTF8.GetBytes(draft.Source);
        var wrong = (byte)(0x80 + draft.Next(0x40));
        draft.Write("X\n\n").Expect("\uFFFD").Some(Constructs);
        return draft.IsAllFoundAsync("a.txt", [.. start, wrong, .. Encoding.UTF8.GetBytes(draft.Source)[(start.Length + 1)..]]);
    }
}
