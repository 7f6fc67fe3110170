using Grpc.Core;
using Qdrant.Client;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class AliasTests
{
    [Fact]
    public async Task A_collection_is_found_by_its_aliases_too()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1));

        await session.Client.CreateAliasAsync("live", Collection, cancellationToken: Cancelled);
        Assert.Equal(1ul, await session.Client.CountAsync("live", cancellationToken: Cancelled));
        await Assert.ThrowsAsync<QdrantException>(() => session.Client.DeleteCollectionAsync("live", cancellationToken: Cancelled));
        await session.Client.RenameAliasAsync("live", "now", cancellationToken: Cancelled);
        Assert.Equal(["now"], await session.Client.ListCollectionAliasesAsync(Collection, Cancelled));
        await session.Client.DeleteAliasAsync("now", cancellationToken: Cancelled);

        await RefusedAsync(
            StatusCode.NotFound, "Not found: Collection `now` doesn't exist!", () => session.Client.CountAsync("now", cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Names_of_collections_and_aliases_do_not_meet()
    {
        await using var session = await StartWithCollectionAsync();
        await session.Client.CreateAliasAsync("live", Collection, cancellationToken: Cancelled);

        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Can't create collection with name live. Alias with the same name already exists",
            () => session.CreateAsync("live"));
        await RefusedAsync(
            StatusCode.AlreadyExists, "Wrong input: Collection `passages` already exists!",
            () => session.Client.CreateAliasAsync(Collection, Collection, cancellationToken: Cancelled));
        await RefusedAsync(
            StatusCode.NotFound, "Not found: Collection `none` doesn't exist!",
            () => session.Client.CreateAliasAsync("other", "none", cancellationToken: Cancelled));
    }
}
