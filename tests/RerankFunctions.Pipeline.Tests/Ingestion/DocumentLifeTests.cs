using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What a document goes through, on the emulator and, where there is one, on a server of Qdrant.</summary>
public abstract class DocumentLifeTests(SharedAzurite azurite, bool onServer) : IAsyncLifetime
{
    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (onServer)
            RealQdrant.SkipWithout();
        _app = await SynchronizedApp.StartAsync(azurite, onServer);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task From_upload_to_deletion_the_index_is_as_the_container()
    {
        foreach (var (content, sections) in new[] { ("one", 1100), ("two", 3), ("two", 3), ("one", 120) })
        {
            await _app.UploadAndSynchronizeAsync("n/a.md", SectionedDocument.Create(content, sections));
            await _app.HoldsExactlyAsync("n/a.md", content, sections);
            await _app.SynchronizeAsync("n/a.md");
            await _app.HoldsExactlyAsync("n/a.md", content, sections);
            Assert.Empty(await _app.ReconcileAsync());
        }

        await _app.App.Documents.DeleteBlobAsync("n/a.md", cancellationToken: Cancellation);
        await _app.SynchronizeAsync("n/a.md");
        Assert.Empty(await _app.App.PointsAsync());
        Assert.Null(await _app.StatusAsync("n/a.md"));
    }

    [Fact]
    public async Task Runs_beside_each_other_end_as_the_container()
    {
        foreach (var content in new[] { "one", "two", "three" })
        {
            await _app.App.UploadAsync("a.md", SectionedDocument.Create(content, sections: 150));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _app.SynchronizeAsync("a.md")));
            await _app.HoldsExactlyAsync("a.md", content, sections: 150);
        }
    }

    [Fact]
    public async Task Points_that_are_missing_or_left_over_are_told_and_mended()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 5));
        await _app.Qdrant.DeleteAsync(
            _app.App.Collection, new Filter { Must = { Conditions.Match("chunk", 3) } }, cancellationToken: Cancellation);
        Assert.Equal(DocumentState.Pending, (await _app.StatusAsync("a.md"))!.State);
        await _app.SynchronizeAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "one", sections: 5);

        await _app.Qdrant.SetPayloadAsync(
            _app.App.Collection, new Dictionary<string, Value> { ["etag"] = "\"old\"", ["version"] = "00" },
            new Filter { Must = { Conditions.Match("chunk", 3) } }, cancellationToken: Cancellation);
        Assert.Equal(DocumentState.Pending, (await _app.StatusAsync("a.md"))!.State);
        await _app.SynchronizeAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "one", sections: 5);
    }
}

public sealed class EmulatedDocumentLifeTests(SharedAzurite azurite) : DocumentLifeTests(azurite, onServer: false);

public sealed class ServerDocumentLifeTests(SharedAzurite azurite) : DocumentLifeTests(azurite, onServer: true);
