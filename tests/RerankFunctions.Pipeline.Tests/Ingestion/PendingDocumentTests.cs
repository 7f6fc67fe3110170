using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What a document's status tells while it is pending.</summary>
public sealed class PendingDocumentTests(SharedAzurite azurite)
{
    private const string Document = "a/b.md";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pending_document_tells_how_much_of_it_is_in_and_nothing_of_its_earlier_content()
    {
        await using var app = await SynchronizedApp.StartAsync(azurite);
        await app.UploadAndSynchronizeAsync(Document, SectionedDocument.Create("one", 5));
        await app.App.UploadAsync(Document, SectionedDocument.Create("two", 3));
        Assert.Equal((DocumentState.Pending, 0), await StandAsync());

        app.App.Qdrant.Faults.Fail("SetPayload", StatusCode.FailedPrecondition);
        await Assert.ThrowsAsync<DependencyException>(() => app.SynchronizeAsync(Document));
        Assert.Equal((DocumentState.Pending, 3), await StandAsync());
        var page = await app.App.Services.GetRequiredService<IDocumentCatalog>().ListAsync(prefix: null, limit: 10, cursor: null, Cancellation);
        Assert.Equal(3, Assert.Single(page.Documents).Chunks);

        async Task<(DocumentState State, int? Chunks)> StandAsync()
            => await app.StatusAsync(Document) is { } status ? (status.State, status.Chunks) : default;
    }

    [Fact]
    public async Task A_pending_document_that_takes_several_calls_tells_of_how_many_passages_until_it_is_indexed()
    {
        const int Sections = 200;
        await using var app = await SynchronizedApp.StartAsync(azurite);
        await app.App.UploadAsync(Document, SectionedDocument.Create("one", Sections));
        app.App.Qdrant.Faults.Fail("SetPayload", StatusCode.FailedPrecondition);
        await Assert.ThrowsAsync<DependencyException>(() => DeliverAsync());
        var status = await app.StatusAsync(Document);
        Assert.Equal((DocumentState.Pending, Sections, Sections, 1), (status!.State, status.Chunks, status.ExpectedChunks, status.Attempts));

        app.App.Qdrant.Faults.Clear();
        await DeliverAsync();
        status = await app.StatusAsync(Document);
        Assert.Equal((DocumentState.Indexed, Sections, null), (status!.State, status.Chunks, status.ExpectedChunks));

        Task DeliverAsync() => app.App.Services.GetRequiredService<IDeliveries>().UploadedAsync(
            new DocumentId(Document), isQueued: false, Cancellation);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_without_names_of_ours()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        await app.UploadAsync(Document, SectionedDocument.Create("one"));
        var builder = RerankFunctionsApp.CreateBuilder([.. app.Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}")]);
        builder.Services.AddSingleton<IDocumentWatch, Broken>();
        using var host = builder.Build();

        await Assert.ThrowsAsync<InvalidCastException>(
            () => host.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId(Document), Cancellation));
        var status = await host.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(Document), Cancellation);
        Assert.Equal("An unexpected error of the app; its log tells more.", status!.Error);
    }

    private sealed class Broken : IDocumentWatch
    {
        public Task<IngestionOutcome> WhileItIsThereAsync(
            StoredDocument document, Func<CancellationToken, Task<IngestionOutcome>> work, CancellationToken cancellationToken)
            => throw new InvalidCastException("A secret.");
    }
}
