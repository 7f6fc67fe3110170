using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>Whatever is left of a document's earlier content is seen, and goes.</summary>
public sealed class OldVersionTests(SharedAzurite azurite) : IAsyncLifetime
{
    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_old_version_whose_removal_failed_makes_the_document_pending_and_is_removed_later()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("two", sections: 2));
        _app.App.Qdrant.Faults.Fail("Delete", StatusCode.FailedPrecondition);
        await Assert.ThrowsAsync<DependencyException>(() => _app.SynchronizeAsync("a.md"));
        _app.App.Qdrant.Faults.Clear();

        Assert.Equal(DocumentState.Pending, (await _app.StatusAsync("a.md"))!.State);
        Assert.Contains("a.md", await _app.ReconcileAsync());
        var embeds = _app.App.Cohere.Calls.Embed.Calls;
        await _app.SynchronizeAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "two", sections: 2);
        Assert.Equal(embeds, _app.App.Cohere.Calls.Embed.Calls);
        Assert.Empty(await _app.ReconcileAsync());
    }

    /// <summary>As after an account that was failed over, or a clock that was set back.</summary>
    [Fact]
    public async Task An_old_version_that_claims_to_be_newer_than_the_blob_goes_too()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        await _app.Qdrant.SetPayloadAsync(
            "documents", new Dictionary<string, Value> { ["modified"] = "2999-01-01T00:00:00.0000000Z" }, new Filter(),
            cancellationToken: Cancellation);
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("two", sections: 2));
        await _app.HoldsExactlyAsync("a.md", "two", sections: 2);
    }

    /// <summary>A run that died after the newer version was indexed leaves some of its points, which no search finds.</summary>
    [Fact]
    public async Task Points_of_an_incomplete_old_version_are_seen_and_removed()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        await AddStrayPointAsync("a.md", "\"old\"");
        Assert.Equal(DocumentState.Pending, (await _app.StatusAsync("a.md"))!.State);
        Assert.Contains("a.md", await _app.ReconcileAsync());
        await _app.SynchronizeAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "one", sections: 2);
    }

    [Fact]
    public async Task Points_left_of_a_document_without_text_are_seen_by_reconciliation_and_removed()
    {
        await _app.UploadAndSynchronizeAsync("a.md", "");
        await AddStrayPointAsync("a.md", "\"old\"");
        Assert.Equal(["a.md"], await _app.ReconcileAsync());
        await _app.SynchronizeAsync("a.md");
        Assert.Empty(await _app.App.PointsAsync("a.md"));
        Assert.Equal(DocumentState.Empty, (await _app.StatusAsync("a.md"))!.State);
    }

    private async Task AddStrayPointAsync(string document, string eTag) => await _app.Qdrant.UpsertAsync(
        "documents",
        [
            new PointStruct
            {
                Id = Guid.NewGuid(),
                Vectors = new Dictionary<string, Vector> { ["dense"] = Enumerable.Range(1, 1024).Select(at => (float)at).ToArray() },
                Payload =
                {
                    ["document"] = document, ["version"] = "00", ["settings"] = "00", ["chunk"] = 7, ["etag"] = eTag, ["text"] = "stray",
                    ["modified"] = "2020-01-01T00:00:00.0000000Z",
                },
            },
        ],
        cancellationToken: Cancellation);
}
