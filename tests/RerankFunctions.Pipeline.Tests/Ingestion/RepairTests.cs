using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What the nightly repair finds, what it leaves to people, and what reconciling on request does.</summary>
public sealed class RepairTests(SharedAzurite azurite) : IAsyncLifetime
{
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { ["Ingestion__RetrySeconds"] = "0.1" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_upgrade_embeds_nothing_at_night_and_what_it_makes_outdated_is_told_and_found()
    {
        await IndexAsync(3);
        using var upgraded = Upgraded();
        var calls = _app.Cohere.Calls.Embed.Calls;
        await upgraded.Services.GetRequiredService<IReconciliation>().RepairAsync(Cancellation);
        Assert.Equal(0, await ProcessAsync(upgraded.Services));
        Assert.Equal(calls, _app.Cohere.Calls.Embed.Calls);

        var page = await upgraded.Services.GetRequiredService<IDocumentCatalog>().ListAsync(null, 100, null, Cancellation);
        Assert.All(page.Documents, document => Assert.Equal((DocumentState.Indexed, true), (document.State, document.Outdated)), throwIfEmpty: true);
        var before = await _app.Services.GetRequiredService<IDocumentCatalog>().ListAsync(null, 100, null, Cancellation);
        Assert.All(before.Documents, document => Assert.False(document.Outdated), throwIfEmpty: true);
    }

    [Fact]
    public async Task What_is_outdated_is_indexed_anew_on_request_and_a_dry_run_only_says_how_much_that_is()
    {
        await IndexAsync(3);
        using var upgraded = Upgraded();
        var dry = await ReconcileAsync(upgraded.Services, outdated: true, dryRun: true);
        Assert.Equal((3, 3, 0), (dry.Requeued.Count, dry.Passages, await ProcessAsync(upgraded.Services)));
        Assert.InRange(dry.Tokens, 3, 3 * 512);

        var calls = _app.Cohere.Calls.Embed.Calls;
        Assert.Empty((await ReconcileAsync(upgraded.Services)).Requeued);
        Assert.Equal(3, (await ReconcileAsync(upgraded.Services, outdated: true)).Requeued.Count);
        Assert.Equal(3, await ProcessAsync(upgraded.Services));
        Assert.Equal(calls + 3, _app.Cohere.Calls.Embed.Calls);
        var page = await upgraded.Services.GetRequiredService<IDocumentCatalog>().ListAsync(null, 100, null, Cancellation);
        Assert.All(page.Documents, document => Assert.Equal((DocumentState.Indexed, false), (document.State, document.Outdated)), throwIfEmpty: true);
        Assert.Equal(page.Documents.Sum(document => document.Chunks), (await _app.PointsAsync()).Count);
    }

    [Fact]
    public async Task The_same_bytes_uploaded_again_after_an_upgrade_are_not_embedded()
    {
        await IndexAsync(1);
        using var upgraded = Upgraded();
        var calls = _app.Cohere.Calls.Embed.Calls;
        await UploadAsync(0);
        await upgraded.Services.GetRequiredService<IDeliveries>().UploadedAsync(new DocumentId(Name(0)), isQueued: true, Cancellation);
        Assert.Equal(calls, _app.Cohere.Calls.Embed.Calls);
        var status = await upgraded.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(Name(0)), Cancellation);
        Assert.Equal((DocumentState.Indexed, true), (status!.State, status.Outdated));
    }

    [Fact]
    public async Task What_no_event_told_of_is_put_right_at_night()
    {
        await IndexAsync(3);
        await _app.Documents.DeleteBlobAsync(Name(0), cancellationToken: Cancellation);
        await _app.Documents.GetBlobClient(Name(1)).SetMetadataAsync(
            new Dictionary<string, string> { ["lang"] = "en" }, cancellationToken: Cancellation);
        await UploadAsync(3);
        await _app.Services.GetRequiredService<IReconciliation>().RepairAsync(Cancellation);
        Assert.Equal(3, await ProcessAsync(_app.Services));
        Assert.Empty(await _app.PointsAsync(Name(0)));
        Assert.Equal("en", Assert.Single(await _app.PointsAsync(Name(1))).Payload["metadata"].StructValue.Fields["lang"].StringValue);
        Assert.Single(await _app.PointsAsync(Name(3)));
        Assert.Null(await _app.Services.GetRequiredService<IReconciliation>().RefusedAsync(Cancellation));
    }

    [Theory]
    [InlineData(13, 10, true)]
    [InlineData(13, 11, false)]
    [InlineData(100, 15, true)]
    [InlineData(100, 16, false)]
    [InlineData(2, 2, false)]
    public async Task It_removes_no_more_than_a_share_of_the_documents_ten_always_and_never_all(int documents, int gone, bool removed)
    {
        await IndexAsync(documents);
        for (var number = 0; number < gone; number++)
            await _app.Documents.DeleteBlobAsync(Name(number), cancellationToken: Cancellation);
        var reconciliation = _app.Services.GetRequiredService<IReconciliation>();
        await reconciliation.RepairAsync(Cancellation);
        var page = await ReconcileAsync(_app.Services, dryRun: true);
        Assert.Equal(gone, page.Orphaned.Count);
        Assert.Equal(removed ? gone : 0, await ProcessAsync(_app.Services));
        Assert.Equal(removed ? documents - gone : documents, (await _app.PointsAsync()).Count);
        Assert.Equal(removed, await reconciliation.RefusedAsync(Cancellation) is null);
    }

    [Fact]
    public async Task What_it_refuses_to_remove_is_removed_by_force()
    {
        await IndexAsync(2);
        await _app.Documents.DeleteBlobAsync(Name(0), cancellationToken: Cancellation);
        await _app.Documents.DeleteBlobAsync(Name(1), cancellationToken: Cancellation);
        var unforced = await ReconcileAsync(_app.Services);
        Assert.Equal((0, 2, 0), (unforced.Orphaned.Count, unforced.Refused.Count, await ProcessAsync(_app.Services)));
        Assert.NotNull(await _app.Services.GetRequiredService<IReconciliation>().RefusedAsync(Cancellation));

        Assert.Equal(2, (await ReconcileAsync(_app.Services, force: true)).Orphaned.Count);
        Assert.Equal(2, await ProcessAsync(_app.Services));
        Assert.Empty(await _app.PointsAsync());
        Assert.Null(await _app.Services.GetRequiredService<IReconciliation>().RefusedAsync(Cancellation));
    }

    private static string Name(int number) => $"{number}.md";

    private Task UploadAsync(int number) => _app.UploadAsync(Name(number), SectionedDocument.Create($"document {number}"));

    private async Task IndexAsync(int documents)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, documents), Cancellation, async (number, cancellation) =>
        {
            await UploadAsync(number);
            await _app.Synchronizer.SynchronizeAsync(new DocumentId(Name(number)), cancellation);
        });
        Assert.Equal(documents, (await _app.PointsAsync()).Count);
    }

    /// <summary>The same app on the same services, in another version: it would cut documents otherwise.</summary>
    private IHost Upgraded() => RerankFunctionsApp.CreateBuilder(
    [
        .. _app.Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}"),
        "Chunking:MaxTokens=128",
    ]).Build();

    /// <summary>Delivers what is in the queue, until it is empty.</summary>
    /// <returns>For how many documents there was something.</returns>
    private async Task<int> ProcessAsync(IServiceProvider services)
    {
        var queue = _app.Queue(DocumentStore.ChangesQueueName);
        var documents = new HashSet<string>();
        if (!await queue.ExistsAsync(Cancellation))
            return 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await queue.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount > 0)
        {
            foreach (var message in (await queue.ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value)
            {
                documents.Add(DocumentChange.Parse(message.Body.ToString()).Document.Name);
                await services.GetRequiredService<IDeliveries>().ChangedAsync(message.Body.ToString(), dequeueCount: 1, Cancellation);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancellation);
            }

            await timer.WaitForNextTickAsync(Cancellation);
        }

        return documents.Count;
    }

    /// <summary>All pages as one.</summary>
    private static async Task<ReconciledPage> ReconcileAsync(
        IServiceProvider services, bool outdated = false, bool dryRun = false, bool force = false)
    {
        var all = new ReconciledPage(0, [], [], [], 0, 0, null);
        string? cursor = null;
        do
        {
            var page = await services.GetRequiredService<IReconciliation>().RunAsync(
                new ReconciliationRequest(cursor, Limit: 200, outdated, dryRun, force), Cancellation);
            all = new ReconciledPage(
                all.Checked + page.Checked, [.. all.Requeued, .. page.Requeued], [.. all.Orphaned, .. page.Orphaned],
                [.. all.Refused, .. page.Refused], all.Passages + page.Passages, all.Tokens + page.Tokens, page.Cursor);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return all;
    }
}
