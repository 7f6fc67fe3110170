using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>Blobs that a lifecycle rule, or somebody, moved into the archive tier: Azurite refuses to read those as Azure does.</summary>
public sealed class ArchivedDocumentTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Document = "a/b.md";

    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_archived_document_names_its_tier_is_not_tried_again_and_is_indexed_by_the_reconciliation_after_it_is_brought_back()
    {
        await _app.App.UploadAsync(Document, SectionedDocument.Create("one"));
        await MoveAsync(AccessTier.Archive);
        await DeliverAsync();
        await ItIsArchivedAsync();
        Assert.Empty(await _app.ReconcileAsync());
        Assert.Empty(await _app.ReconcileAsync(outdated: true));

        await MoveAsync(AccessTier.Hot);
        Assert.Equal([Document], await _app.ReconcileAsync());
        await DeliverAsync();
        await _app.HoldsExactlyAsync(Document, "one");
    }

    [Fact]
    public async Task A_document_that_is_indexed_and_archived_afterwards_is_found_as_before()
    {
        await _app.UploadAndSynchronizeAsync(Document, SectionedDocument.Create("one"));
        await MoveAsync(AccessTier.Archive);
        await DeliverAsync();
        await _app.SynchronizeAnewAsync(Document);
        await _app.HoldsExactlyAsync(Document, "one");
    }

    [Fact]
    public async Task What_was_indexed_of_earlier_content_goes_where_the_document_is_replaced_by_an_archived_one()
    {
        await _app.UploadAndSynchronizeAsync(Document, SectionedDocument.Create("one"));
        await _app.App.UploadAsync(Document, SectionedDocument.Create("two"));
        await MoveAsync(AccessTier.Archive);
        await DeliverAsync();
        await ItIsArchivedAsync();
    }

    [Fact]
    public async Task Content_that_is_archived_after_it_was_looked_at_is_told_as_no_longer_there()
    {
        await _app.App.UploadAsync(Document, SectionedDocument.Create("one"));
        var source = _app.App.Services.GetRequiredService<IDocumentSource>();
        var state = await source.FindAsync(new DocumentId(Document), Cancellation);
        await MoveAsync(AccessTier.Archive);
        Assert.Null(await source.DownloadAsync(state!, Cancellation));
        Assert.True((await source.FindAsync(new DocumentId(Document), Cancellation))!.IsArchived);
    }

    private async Task ItIsArchivedAsync()
    {
        var status = await _app.StatusAsync(Document);
        Assert.Equal((DocumentState.Failed, 0), (status!.State, status.Attempts));
        Assert.Contains("archive tier", status.Error, StringComparison.Ordinal);
        Assert.Empty(await _app.App.PointsAsync(Document));
    }

    private Task DeliverAsync() => _app.App.Services.GetRequiredService<IDeliveries>().UploadedAsync(
        new DocumentId(Document), isQueued: false, Cancellation);

    private async Task MoveAsync(AccessTier tier)
        => await _app.App.Documents.GetBlobClient(Document).SetAccessTierAsync(tier, cancellationToken: Cancellation);
}
