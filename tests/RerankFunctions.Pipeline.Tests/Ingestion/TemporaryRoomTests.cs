using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Reading;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public sealed class TemporaryRoomTests(SharedAzurite azurite) : IAsyncLifetime
{
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>It is gone when there is room, so nothing of it can have been there to embed.</summary>
    [Fact]
    public async Task A_document_is_not_downloaded_before_temporary_files_leave_it_room()
    {
        var all = _app.Services.GetRequiredService<IOptions<ReadingOptions>>().Value.MaxTemporaryBytes;
        var taken = await _app.Services.GetRequiredService<TemporarySpace>().TakeAsync(all, Cancellation);
        await _app.UploadAsync("a.md", SectionedDocument.Create("one"));
        var before = _app.Qdrant.Calls["Scroll"];
        var run = _app.Synchronizer.SynchronizeAsync(new DocumentId("a.md"), Cancellation);
        await Waiting.UntilAsync(() => _app.Qdrant.Calls["Scroll"] > before);

        await _app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        taken.Dispose();
        await run;

        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);
    }
}
