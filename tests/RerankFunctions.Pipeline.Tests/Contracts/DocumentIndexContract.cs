using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Contracts;

/// <summary>
/// What ingestion relies on of an index: Qdrant has it (its emulator, and a server at RERANK_QDRANT), and so has the one in memory that schedules
/// are explored on.
/// </summary>
public abstract class DocumentIndexContract
{
    private static readonly DocumentId Document = new("n/a.txt");

    private protected abstract IDocumentIndex Index { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_not_missing_and_not_complete_before_it_is_marked()
    {
        var version = Version("1", "aa");
        Assert.Equal([0, 1, 2], await MissingAsync(version, 3));
        await AddAsync(version, 0, 2);
        Assert.Equal([1], await MissingAsync(version, 3));
        Assert.Null(await Index.CompleteAsync(version, Cancellation));
        Assert.Empty(await Index.FindAsync([Document], Cancellation));

        await AddAsync(version, 1);
        await Index.MarkAsync(version, 3, notes: null, Cancellation);
        Assert.Equal(3, await Index.CompleteAsync(version, Cancellation));
        Assert.True((await FindAsync()).IsExactly(version.Document));
    }

    [Fact]
    public async Task A_point_that_is_written_anew_has_no_mark()
    {
        var version = Version("1", "aa");
        await AddAsync(version, 0, 1);
        var notes = new ReadingNotes();
        notes.Add("a note");
        await Index.MarkAsync(version, 2, notes, Cancellation);
        await AddAsync(version, 1);
        Assert.Null(await Index.CompleteAsync(version, Cancellation));
        Assert.Equal((2, 1, 2), Counts(await FindAsync()));
        Assert.Equal(["a note"], (await FindAsync()).Notes);
        await Index.MarkAsync(version, 2, notes: null, Cancellation);
        Assert.Equal((2, 2, 2), Counts(await FindAsync()));
        Assert.Equal(["a note"], (await FindAsync()).Notes);
    }

    [Fact]
    public async Task A_mark_on_points_that_are_gone_is_no_error_and_is_counted()
    {
        var version = Version("1", "aa");
        await AddAsync(version, 0, 1);
        await Index.MarkAsync(version, 3, notes: null, Cancellation);
        Assert.Equal((3, 2, 2), Counts(await FindAsync()));
        Assert.False((await FindAsync()).IsExactly(version.Document));
        Assert.Null(await Index.CompleteAsync(version, Cancellation));
    }

    [Fact]
    public async Task The_same_content_under_another_ETag_is_the_same_points_and_their_mark_moves()
    {
        var (before, after) = (Version("1", "aa"), Version("2", "aa"));
        await AddAsync(before, 0, 1);
        await Index.MarkAsync(before, 2, notes: null, Cancellation);
        Assert.Empty(await MissingAsync(after, 2));
        Assert.Equal(2, await Index.CompleteAsync(after, Cancellation));
        await Index.MarkAsync(after, 2, notes: null, Cancellation);
        var found = await FindAsync();
        Assert.Equal((true, false), (found.IsExactly(after.Document), found.IsExactly(before.Document)));
        Assert.Equal(["2"], await Index.ETagsAsync(Document, beside: null, Cancellation));
    }

    [Fact]
    public async Task Points_of_another_version_are_counted_named_by_their_ETags_and_removed_by_them()
    {
        var (old, now) = (Version("1", "aa"), Version("2", "bb"));
        await AddAsync(old, 0, 1);
        await Index.MarkAsync(old, 2, notes: null, Cancellation);
        await AddAsync(now, 0);
        await Index.MarkAsync(now, 1, notes: null, Cancellation);
        Assert.Equal(3, (await FindAsync()).Points);
        Assert.Equal(["1"], await Index.ETagsAsync(Document, now, Cancellation));
        Assert.Equal(["1", "2"], (await Index.ETagsAsync(Document, beside: null, Cancellation)).Order(StringComparer.Ordinal));

        await Index.RemoveAsync(Document, now, ["0", "2"], Cancellation);
        Assert.Equal(3, (await FindAsync()).Points);
        await Index.RemoveAsync(Document, now, ["1"], Cancellation);
        Assert.True((await FindAsync()).IsExactly(now.Document));
        await Index.RemoveAsync(Document, beside: null, ["1", "2"], Cancellation);
        Assert.Empty(await Index.FindAsync([Document], Cancellation));
        Assert.Empty(await Index.ETagsAsync(Document, beside: null, Cancellation));
    }

    [Fact]
    public async Task Another_fingerprint_of_the_same_content_is_another_version()
    {
        var (old, now) = (Version("1", "aa", "f1"), Version("1", "aa", "f2"));
        await AddAsync(old, 0);
        await Index.MarkAsync(old, 1, notes: null, Cancellation);
        Assert.Equal([0], await MissingAsync(now, 1));
        await AddAsync(now, 0);
        await Index.MarkAsync(now, 1, notes: null, Cancellation);
        Assert.False((await FindAsync()).IsExactly(now.Document));
        await Index.RemoveAsync(Document, now, ["1"], Cancellation);
        Assert.Equal("f2", (await FindAsync()).Fingerprint);
        Assert.True((await FindAsync()).IsExactly(now.Document));
    }

    [Fact]
    public async Task Points_of_a_state_are_counted_before_and_after_they_are_marked_and_those_of_another_are_not()
    {
        var (old, now) = (Version("1", "aa"), Version("2", "bb"));
        Assert.Empty(await Index.CountAsync([now.Document], Cancellation));
        await AddAsync(old, 0, 1, 2);
        await AddAsync(now, 0, 1);
        Assert.Equal([KeyValuePair.Create(Document, 2)], await Index.CountAsync([now.Document], Cancellation));
        await Index.MarkAsync(now, 2, notes: null, Cancellation);
        Assert.Equal([KeyValuePair.Create(Document, 2)], await Index.CountAsync([now.Document], Cancellation));
    }

    [Fact]
    public async Task Every_document_with_points_is_listed_with_their_ETags()
    {
        await AddAsync(Version("1", "aa"), 0, 1);
        await AddAsync(Version("2", "bb"), 0);
        var page = await Index.ListAsync(DocumentScope.All, limit: 10, cursor: null, Cancellation);
        Assert.Null(page.Cursor);
        Assert.Equal([(Document, "1"), (Document, "2")], page.Items.Distinct().OrderBy(item => item.ETag, StringComparer.Ordinal));
    }

    private static DocumentVersion Version(string eTag, string hash, string fingerprint = "f1") => new(
        new StoredDocument(Document, eTag, 1, "text/plain", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()), hash, fingerprint);

    private static Chunk[] Chunks(IEnumerable<int> ordinals)
        => [.. ordinals.Select(ordinal => new Chunk(ordinal, $"chunk {ordinal}", Title: null, Heading: null, Page: null))];

    private static (int Chunks, int Marked, int Points) Counts(IndexedDocument found) => (found.Chunks, found.Marked, found.Points);

    private async Task<IEnumerable<int>> MissingAsync(DocumentVersion version, int chunks)
        => (await Index.MissingAsync(version, Chunks(Enumerable.Range(0, chunks)), Cancellation)).Select(chunk => chunk.Ordinal);

    private Task AddAsync(DocumentVersion version, params int[] ordinals) => Index.UpsertAsync(
        version, Chunks(ordinals), [.. ordinals.Select(_ => Enumerable.Repeat(1 / 32f, 1024).ToArray())], Cancellation);

    private async Task<IndexedDocument> FindAsync() => (await Index.FindAsync([Document], Cancellation))[Document];
}
