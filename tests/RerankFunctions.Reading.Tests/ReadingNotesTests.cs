namespace RerankFunctions.Reading.Tests;

public sealed class ReadingNotesTests
{
    [Fact]
    public void Notes_that_count_say_how_many()
    {
        var notes = new ReadingNotes();
        notes.Count("1 page has no text", "{0:N0} pages have no text");
        notes.Add("charts are not read {yet}");
        notes.Count("1 hidden slide left out", "{0:N0} hidden slides left out", by: 1200);
        notes.Count("1 row left out", "{0:N0} rows left out", by: 0);
        notes.Add("charts are not read {yet}");

        Assert.Equal(["1 page has no text", "charts are not read {yet}", "1,200 hidden slides left out"], notes.All);
    }

    [Fact]
    public void Notes_end_where_nobody_reads_on()
    {
        var notes = new ReadingNotes();
        for (var number = 0; number < 100; number++)
            notes.Add($"note {number}");

        Assert.Equal(20, notes.All.Count);
    }
}
