using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using static Qdrant.Client.Grpc.Conditions;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>Payloads changed without their points being written anew.</summary>
public sealed class PayloadUpdateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qdrant-emulator-").FullName;

    [Fact]
    public async Task A_payload_is_overwritten_thinned_out_and_cleared()
    {
        await using var session = await StartWithCollectionAsync();
        await session.IndexAsync("document");
        Value Items() => new[] { Map(("a", 1L), ("b", 2L)), Map(("a", 3L)) };
        await session.UpsertAsync(
            Point(1, ("document", "x"), ("old", 1L)), Point(2, ("document", "y"), ("items", Items()), ("map", Map(("a", 1L), ("b", 2L)))), Point(3, ("z", 1L)));

        await session.Client.OverwritePayloadAsync(
            Collection, new Dictionary<string, Value> { ["new"] = 2L }, MatchKeyword("document", "x"), cancellationToken: Cancelled);
        await session.Client.DeletePayloadAsync(Collection, ["document", "map.a", "items[].a", "absent"], [2ul], cancellationToken: Cancelled);
        await session.Client.ClearPayloadAsync(Collection, [3ul], cancellationToken: Cancelled);

        var stored = (await session.Client.ScrollAsync(Collection, cancellationToken: Cancelled)).Result;
        Assert.Equal(["new"], stored[0].Payload.Keys);
        Assert.Equal(["items", "map"], stored[1].Payload.Keys.Order());
        Assert.Equal(Map(("b", 2L)), stored[1].Payload["map"]);
        Assert.Equal(new[] { Map(("b", 2L)), Map() }, stored[1].Payload["items"].ListValue.Values);
        Assert.Empty(stored[2].Payload);
    }

    [Fact]
    public async Task Of_points_named_those_that_are_there_are_changed_and_a_missing_one_is_told()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1));
        const string Message = "Not found: No point with id 9 found";
        ulong[] ids = [9, 1];

        await RefusedAsync(
            StatusCode.NotFound, Message,
            () => session.Client.SetPayloadAsync(Collection, new Dictionary<string, Value> { ["a"] = 1L }, ids, cancellationToken: Cancelled));
        var stored = (await session.Client.ScrollAsync(Collection, cancellationToken: Cancelled)).Result;
        Assert.Equal(1L, stored[0].Payload["a"].IntegerValue);
        await RefusedAsync(
            StatusCode.NotFound, Message, () => session.Client.DeletePayloadAsync(Collection, ["a"], ids, cancellationToken: Cancelled));
        await session.Client.DeleteAsync(Collection, ids, cancellationToken: Cancelled);
        Assert.Empty(await session.ScrollAsync());
    }

    [Fact]
    public async Task Changes_of_nothing_are_refused()
    {
        await using var session = await StartWithCollectionAsync();
        const string Message = "Bad request: Empty update request";
        ulong[] none = [];

        await RefusedAsync(StatusCode.InvalidArgument, Message, () => session.UpsertAsync());
        await RefusedAsync(StatusCode.InvalidArgument, Message, () => session.Client.DeleteAsync(Collection, none, cancellationToken: Cancelled));
        await RefusedAsync(
            StatusCode.InvalidArgument, Message,
            () => session.Client.SetPayloadAsync(Collection, new Dictionary<string, Value>(), none, cancellationToken: Cancelled));
    }

    [Fact]
    public async Task A_batch_of_changes_ends_at_the_one_that_fails_and_those_before_it_stay()
    {
        await using var session = await StartWithCollectionAsync();
        PointsUpdateOperation[] operations =
        [
            new() { Upsert = new PointsUpdateOperation.Types.PointStructList { Points = { Point(1), Point(2) } } },
            new() { DeletePoints = new PointsUpdateOperation.Types.DeletePoints { Points = Ids(1) } },
            new() { ClearPayload = new PointsUpdateOperation.Types.ClearPayload { Points = Ids(9) } },
            new() { DeletePoints = new PointsUpdateOperation.Types.DeletePoints { Points = Ids(2) } },
        ];

        var done = await session.Client.UpdateBatchAsync(Collection, operations[..2], cancellationToken: Cancelled);
        Assert.Equal([UpdateStatus.Completed, UpdateStatus.Completed], done.Select(result => result.Status));
        await RefusedAsync(
            StatusCode.NotFound, "Not found: No point with id 9 found",
            () => session.Client.UpdateBatchAsync(Collection, operations, cancellationToken: Cancelled));

        Assert.Equal([2ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task They_are_there_after_a_restart()
    {
        var options = new QdrantEmulatorOptions { DataFolder = _folder };
        await using (var session = await StartWithCollectionAsync(options))
        {
            await session.UpsertAsync(Point(1, ("a", 1L), ("b", 2L)), Point(2, ("a", 1L)), Point(3, ("a", 1L)));
            await session.Client.DeletePayloadAsync(Collection, ["a"], [1ul], cancellationToken: Cancelled);
            await session.Client.OverwritePayloadAsync(Collection, new Dictionary<string, Value> { ["c"] = 3L }, [2ul], cancellationToken: Cancelled);
            await session.Client.ClearPayloadAsync(Collection, [3ul], cancellationToken: Cancelled);
            await session.Client.CreateAliasAsync("live", Collection, cancellationToken: Cancelled);
        }

        await using var again = await StartAsync(options);

        var stored = (await again.Client.ScrollAsync("live", cancellationToken: Cancelled)).Result;
        Assert.Equal(["b", "c", ""], stored.Select(point => string.Concat(point.Payload.Keys)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Value Map(params (string, Value)[] fields) => fields.ToDictionary(field => field.Item1, field => field.Item2);

    private static PointsSelector Ids(ulong id) => new() { Points = new PointsIdsList { Ids = { id } } };
}
