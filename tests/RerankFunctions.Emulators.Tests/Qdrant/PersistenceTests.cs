using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qdrant-emulator-").FullName;

    private QdrantEmulatorOptions Kept => new() { DataFolder = _folder };

    private string Log => Path.Combine(_folder, "passages.operations");

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_operations_count_on()
    {
        UpdateResult last;
        await using (var session = await StartWithCollectionAsync(Kept, Distance.Cosine))
        {
            await session.IndexAsync("document");
            await session.UpsertAsync(Point(1, 3, 4, ("document", "a")), Point(2, 1, 0, ("document", "b")), Point(3), Text(4, "some words"));
            await session.Client.SetPayloadAsync(
                Collection, new Dictionary<string, Value> { ["chunks"] = 1L }, MatchKeyword("document", "a"), cancellationToken: Cancelled);
            last = await session.Client.DeleteAsync(Collection, MatchKeyword("document", "b"), cancellationToken: Cancelled);
        }

        await using var again = await StartAsync(Kept);

        Assert.Equal([1ul, 3ul, 4ul], await again.ScrollAsync());
        var first = (await again.NearestAsync(3, 4))[0];
        Assert.Equal((1ul, 1f), (first.Id.Num, first.Score));
        Assert.Equal(1L, first.Payload["chunks"].IntegerValue);
        var words = await again.Client.QueryAsync(Collection, Bm25("word"), usingVector: "bm25", cancellationToken: Cancelled);
        Assert.Equal([4ul], words.Select(hit => hit.Id.Num));
        var info = await again.Client.GetCollectionInfoAsync(Collection, Cancelled);
        Assert.Equal((Distance.Cosine, "a model"), (info.Config.Params.VectorsConfig.ParamsMap.Map["dense"].Distance, info.Config.Metadata["embed_model"].StringValue));
        Assert.Equal(["document"], info.PayloadSchema.Keys);
        Assert.True((await again.UpsertAsync(Point(9))).OperationId > last.OperationId);
    }

    [Fact]
    public async Task A_deleted_collection_stays_deleted()
    {
        await using (var session = await StartWithCollectionAsync(Kept))
            await session.Client.DeleteCollectionAsync(Collection, cancellationToken: Cancelled);

        await using var again = await StartAsync(Kept);

        Assert.Empty(await again.Client.ListCollectionsAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_acknowledged_is_in_the_file_at_once_so_that_a_killed_process_loses_nothing()
    {
        var copy = Directory.CreateTempSubdirectory("qdrant-emulator-").FullName;
        await using var session = await StartWithCollectionAsync(Kept);
        await session.UpsertAsync(Point(1));
        // What a killed process leaves: the files as they are now, nothing closed.
        await using (var open = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        await using (var left = File.Create(Path.Combine(copy, Path.GetFileName(Log))))
            await open.CopyToAsync(left, Cancelled);

        await using (var survivor = await StartAsync(new QdrantEmulatorOptions { DataFolder = copy }))
            Assert.Equal([1ul], await survivor.ScrollAsync());
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_record_cut_short_anywhere_is_dropped_and_those_before_it_are_kept()
    {
        long before;
        await using (var session = await StartWithCollectionAsync(Kept))
        {
            await session.UpsertAsync(Point(1));
            before = new FileInfo(Log).Length;
            await session.UpsertAsync(Point(2));
        }
        var whole = await File.ReadAllBytesAsync(Log, Cancelled);

        for (var length = before; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Log, whole[..(int)length], Cancelled);
            await using (var torn = await StartAsync(Kept))
            {
                Assert.Equal([1ul], await torn.ScrollAsync());
                await torn.UpsertAsync(Point(3));
            }
            // What was written after it can be read again.
            await using var again = await StartAsync(Kept);
            Assert.Equal([1ul, 3ul], await again.ScrollAsync());
        }
    }

    [Fact]
    public async Task A_collection_whose_creation_was_cut_short_never_was()
    {
        await using (await StartWithCollectionAsync(Kept))
        {
        }
        var whole = await File.ReadAllBytesAsync(Log, Cancelled);
        await File.WriteAllBytesAsync(Log, whole[..^1], Cancelled);

        await using var torn = await StartAsync(Kept);

        Assert.Empty(await torn.Client.ListCollectionsAsync(Cancelled));
        await torn.CreateAsync(Collection);
        Assert.Empty(await torn.ScrollAsync());
    }

    [Fact]
    public async Task A_log_of_mostly_overwritten_points_shrinks_and_loses_nothing()
    {
        IReadOnlyList<ScoredPoint> expected;
        long largest = 0;
        await using (var session = await StartWithCollectionAsync(Kept))
        {
            await session.IndexAsync("round", PayloadSchemaType.Integer);
            for (var round = 0; round < 60; round++)
            {
                await session.UpsertAsync([.. Enumerable.Range(0, 100).Select(id => Point((ulong)id, id, round, ("round", (long)round)))]);
                largest = Math.Max(largest, new FileInfo(Log).Length);
            }
            await session.UpsertAsync(Point(1000, 0, 0));
            expected = await session.NearestAsync(1, 1, limit: 200);
        }
        Assert.True(new FileInfo(Log).Length < largest, "The log was never rewritten.");

        await using var again = await StartAsync(Kept);

        Assert.Equal(101, expected.Count);
        Assert.Equal(expected, await again.NearestAsync(1, 1, limit: 200));
        Assert.Equal([7ul], await again.ScrollAsync(new Filter { Must = { HasId([7ul]), Match("round", 59) } }));
    }

    [Fact]
    public async Task Two_emulators_do_not_share_a_folder()
    {
        await using var session = await StartAsync(Kept);

        var refusal = await Assert.ThrowsAsync<IOException>(() => StartAsync(Kept));

        Assert.Contains(_folder, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_nothing_is_kept()
    {
        await using (await StartWithCollectionAsync())
        {
        }

        await using var again = await StartAsync();

        Assert.Empty(await again.Client.ListCollectionsAsync(Cancelled));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
