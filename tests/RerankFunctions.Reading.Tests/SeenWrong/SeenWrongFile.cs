namespace RerankFunctions.Reading.Tests.SeenWrong;

/// <summary>
/// A file that once came out wrong, read again: what it gives now, against the lines of its row in a format's table. A line is text that must
/// be in what was read, or says what else must hold by how it begins:
/// <list type="bullet">
/// <item><c>not: </c> text that must not be in it;</item>
/// <item><c>rows under: </c> the line of column names that every row must carry;</item>
/// <item><c>note: </c> text that must be in one of the notes;</item>
/// <item><c>refused: </c> the document must be refused, with this in the reason.</item>
/// </list>
/// </summary>
internal static class SeenWrongFile
{
    private const string Not = "not: ";
    private const string RowsUnder = "rows under: ";
    private const string Note = "note: ";
    private const string Refused = "refused: ";

    /// <param name="path">Below the shared folder "formats".</param>
    public static async Task GivesAsync(string path, string[] lines)
    {
        await using var content = File.OpenRead(SharedData.File(Path.Combine("formats", path)));
        Assert.NotEmpty(lines);
        if (lines is [var refusal] && refusal.StartsWith(Refused, StringComparison.Ordinal))
        {
            var unreadable = await Assert.ThrowsAsync<UnreadableDocumentException>(() => Reading.WithNotesAsync(path, content));
            Assert.Contains(refusal[Refused.Length..], unreadable.Message, StringComparison.Ordinal);
            return;
        }

        var (blocks, notes) = await Reading.WithNotesAsync(path, content);
        var text = string.Join("\n", Reading.Outline(blocks));
        foreach (var line in lines)
            if (line.StartsWith(Not, StringComparison.Ordinal))
                Assert.DoesNotContain(line[Not.Length..], text, StringComparison.Ordinal);
            else if (line.StartsWith(RowsUnder, StringComparison.Ordinal))
                Assert.All(
                    blocks.Where(block => block.Kind == BlockKind.TableRow),
                    row => Assert.Equal(line[RowsUnder.Length..], row.TableHeader), throwIfEmpty: true);
            else if (line.StartsWith(Note, StringComparison.Ordinal))
                Assert.Contains(notes, note => note.Contains(line[Note.Length..], StringComparison.Ordinal));
            else
                Assert.Contains(line, text, StringComparison.Ordinal);
    }
}
