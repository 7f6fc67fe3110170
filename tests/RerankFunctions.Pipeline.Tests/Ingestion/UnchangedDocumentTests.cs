using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What deliveries cost that bring nothing new.</summary>
public sealed class UnchangedDocumentTests(SharedAzurite azurite) : IAsyncLifetime
{
    private SynchronizedApp _app = null!;

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
