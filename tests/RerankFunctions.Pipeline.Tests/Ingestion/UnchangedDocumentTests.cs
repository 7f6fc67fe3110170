using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What deliveries cost that bring nothing new.</summary>
public sealed class UnchangedDocumentTests(SharedAzurite azurite) : IAsyncLifetime
{
    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_delivery_of_the_same_ETag_writes_nothing_and_embeds_nothing()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 110));
        var (writes, embeds) = (_app.WriteCalls, _app.App.Cohere.Calls.Embed.Calls);
        await _app.SynchronizeAsync("a.md");
        Assert.Equal((writes, embeds), (_app.WriteCalls, _app.App.Cohere.Calls.Embed.Calls));
        await _app.HoldsExactlyAsync("a.md", "one", sections: 110);
    }

    [Fact]
    public async Task A_document_without_text_costs_its_next_delivery_no_write()
    {
        await _app.UploadAndSynchronizeAsync("a.md", "");
        var writes = _app.WriteCalls;
        await _app.SynchronizeAsync("a.md");
        Assert.Equal(writes, _app.WriteCalls);
    }

    /// <summary>Also one that was found so before outcomes had fingerprints.</summary>
    [Theory]
    [InlineData("of another reader")]
    [InlineData(null)]
    public async Task A_document_in_which_another_reader_found_no_text_is_outdated(string? fingerprint)
    {
        await _app.UploadAndSynchronizeAsync("a.md", "");
        Assert.False((await _app.StatusAsync("a.md"))!.Outdated);
        Assert.Empty(await _app.ReconcileAsync(outdated: true));
        var outcomes = _app.App.Services.GetRequiredService<IDocumentOutcomes>();
        var stored = (await _app.App.Services.GetRequiredService<DocumentStore>().FindAsync(new DocumentId("a.md"), Cancellation))!;
        var outcome = (await outcomes.FindAsync(stored, Cancellation))!;
        await outcomes.SaveAsync(stored.Id, outcome with { Fingerprint = fingerprint }, lease: null, Cancellation);

        Assert.True((await _app.StatusAsync("a.md"))!.Outdated);
        Assert.Empty(await _app.ReconcileAsync());
        Assert.Equal(["a.md"], await _app.ReconcileAsync(outdated: true));
        await _app.SynchronizeAnewAsync("a.md");
        Assert.False((await _app.StatusAsync("a.md"))!.Outdated);
    }

    [Fact]
    public async Task A_new_upload_of_the_same_bytes_embeds_nothing_and_is_indexed_under_its_new_ETag()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 110));
        var (upserts, embeds) = (_app.App.Qdrant.Calls["Upsert"], _app.App.Cohere.Calls.Embed.Calls);
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 110));
        Assert.Equal((upserts, embeds), (_app.App.Qdrant.Calls["Upsert"], _app.App.Cohere.Calls.Embed.Calls));
        await _app.HoldsExactlyAsync("a.md", "one", sections: 110);
    }

    /// <summary>One call for all rewrites every point with its vectors while searches wait.</summary>
    [Fact]
    public async Task A_version_is_marked_as_complete_in_batches_of_500_points()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 1001));
        Assert.Equal(3, _app.App.Qdrant.Calls["SetPayload"]);
        await _app.HoldsExactlyAsync("a.md", "one", sections: 1001);
    }
}
