using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What becomes of what triggers deliver, and when it comes back.</summary>
public sealed class DeliveriesTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Document = "a/b.md";
    private const int Hour = 3600;

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDeliveries Deliveries => _app.Services.GetRequiredService<IDeliveries>();

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { ["Ingestion__RetrySeconds"] = "0.1" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_is_indexed_as_it_is_costs_no_write_and_no_embed_call()
    {
        await UploadAsync("one", sections: 3);
        await Deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        Assert.Equal(3, (await _app.PointsAsync(Document)).Count);
        var before = (_app.Cohere.Calls.Embed.Calls, Writes);
        await Deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        await ChangedAsync();
        Assert.Equal(before, (_app.Cohere.Calls.Embed.Calls, Writes));
        Assert.Empty(await OutcomesAsync());
    }

    [Fact]
    public async Task The_queue_leaves_a_young_upload_to_the_blob_trigger()
    {
        await using var app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { ["Ingestion__RetrySeconds"] = $"{Hour}" });
        await app.UploadAsync(Document, SectionedDocument.Create("one"));
        await app.Services.GetRequiredService<IDeliveries>().ChangedAsync(MessageOf(Document), dequeueCount: 1, Cancellation);
        Assert.Equal(0, app.Cohere.Calls.Embed.Calls);
        Assert.Equal((1, 0), await CountAsync(app));
    }

    [Fact]
    public async Task While_a_run_is_under_way_the_document_is_put_off_and_not_embedded_by_another()
    {
        await UploadAsync("one", sections: 3);
        var leases = _app.Services.GetRequiredService<RunLeases>();
        var underWay = await TakeLeaseAsync();
        await Deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        await ChangedAsync();
        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);
        Assert.Equal(1, (await CountAsync(_app)).All);

        await leases.ReleaseAsync(underWay, Cancellation);
        await Deliveries.ChangedAsync(await ReceiveAsync(DocumentStore.ChangesQueueName), dequeueCount: 1, Cancellation);
        Assert.Equal(SectionedDocument.Texts("one", 3), await _app.TextsAsync(Document));
    }

    [Fact]
    public async Task A_lost_lease_costs_work_and_nothing_else()
    {
        await UploadAsync("one", sections: 3);
        _app.Cohere.Faults.Delay("embed", TimeSpan.FromSeconds(3), count: 1);
        var run = Deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        await Waiting.UntilAsync(() => _app.Cohere.Calls.Embed.Calls > 0);
        await BreakLeaseAsync();
        await ChangedAsync();
        await run;
        Assert.Equal(SectionedDocument.Texts("one", 3), await _app.TextsAsync(Document));
        Assert.Equal(DocumentState.Indexed, (await StatusAsync())!.State);
        Assert.Empty(await OutcomesAsync());
    }

    [Fact]
    public async Task A_service_that_asks_for_fewer_calls_is_waited_for_and_uses_up_no_attempts()
    {
        await UploadAsync("one");
        _app.Cohere.Faults.Fail("embed", 429, retryAfterSeconds: Hour);
        for (var tries = 0; tries <= IDocumentSynchronizer.MaxAttempts; tries++)
            await ChangedAsync();
        var status = await StatusAsync();
        Assert.Equal((DocumentState.Pending, 0), (status!.State, status.Attempts));
        Assert.Contains("Cohere", status.Error, StringComparison.Ordinal);
        Assert.Equal((IDocumentSynchronizer.MaxAttempts + 1, 0), await CountAsync(_app));
        Assert.False(await _app.Queue(PoisonQueue).ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_waited_for_in_vain_for_a_day_ends_as_failed_and_says_for_what()
    {
        await UploadAsync("one");
        _app.Cohere.Faults.Fail("embed", 429, retryAfterSeconds: Hour);
        await Deliveries.ChangedAsync(
            new DocumentChange(new DocumentId(Document), FailingSince: DateTimeOffset.UtcNow.AddDays(-2)).ToMessage(), 1, Cancellation);
        var status = await StatusAsync();
        Assert.Equal(DocumentState.Failed, status!.State);
        Assert.Contains("Cohere", status.Error, StringComparison.Ordinal);
        Assert.False(await _app.Queue(DocumentStore.ChangesQueueName).ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task A_failure_that_counts_is_tried_five_times_and_then_lies_in_the_poison_queue()
    {
        await UploadAsync("one");
        _app.Cohere.Faults.Fail("embed", 422);
        var message = MessageOf(Document);
        for (var attempt = 1; attempt <= IDocumentSynchronizer.MaxAttempts; attempt++)
        {
            await Deliveries.ChangedAsync(message, dequeueCount: 1, Cancellation);
            Assert.Equal(attempt, (await StatusAsync())!.Attempts);
            if (attempt < IDocumentSynchronizer.MaxAttempts)
                message = await ReceiveAsync(DocumentStore.ChangesQueueName);
        }

        Assert.Equal(DocumentState.Failed, (await StatusAsync())!.State);
        Assert.Equal(Document, DocumentChange.Parse(await ReceiveAsync(PoisonQueue)).Document.Name);
        Assert.Equal(0, (await CountAsync(_app)).All);
    }

    [Fact]
    public async Task Where_the_queue_is_told_too_the_blob_trigger_leaves_failures_to_it_and_else_it_throws()
    {
        await UploadAsync("one");
        _app.Cohere.Faults.Fail("embed", 422);
        await Deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        Assert.Equal(1, (await StatusAsync())!.Attempts);
        await Assert.ThrowsAsync<DependencyException>(
            () => Deliveries.UploadedAsync(new DocumentId(Document), isQueued: false, Cancellation));
    }

    [Fact]
    public async Task A_document_whose_runs_are_all_killed_ends_as_failed_with_the_reason_and_its_next_upload_is_tried()
    {
        await UploadAsync("one");
        for (var killed = 0; killed < DocumentRuns.MaxKilled; killed++)
            await KillRunAsync();
        await ChangedAsync();
        var status = await StatusAsync();
        Assert.Equal(DocumentState.Failed, status!.State);
        Assert.Contains($"{DocumentRuns.MaxKilled} runs on it ended with their process", status.Error, StringComparison.Ordinal);
        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);

        await UploadAsync("two");
        await ChangedAsync();
        Assert.Equal(SectionedDocument.Texts("two"), await _app.TextsAsync(Document));
    }

    [Fact]
    public async Task One_killed_less_is_indexed()
    {
        await UploadAsync("one");
        for (var killed = 1; killed < DocumentRuns.MaxKilled; killed++)
            await KillRunAsync();
        await ChangedAsync();
        Assert.Equal(SectionedDocument.Texts("one"), await _app.TextsAsync(Document));
        Assert.Empty(await OutcomesAsync());
    }

    [Fact]
    public async Task A_message_whose_worker_ended_is_put_off_as_a_new_one_so_that_deaths_poison_nothing()
    {
        await UploadAsync("one");
        await Deliveries.ChangedAsync(MessageOf(Document), dequeueCount: 4, Cancellation);
        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);
        Assert.Equal(1, (await CountAsync(_app)).All);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("replace")]
    public async Task A_run_on_a_document_that_goes_or_changes_embeds_no_more_of_it(string change)
    {
        await using var app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { ["Cohere__EmbedConcurrency"] = "1", ["Ingestion__RetrySeconds"] = "0.1" });
        await app.UploadAsync(Document, SectionedDocument.Create("one", sections: 96 * 40));
        app.Cohere.Faults.Delay("embed", TimeSpan.FromMilliseconds(300));
        var run = app.Services.GetRequiredService<IDeliveries>().UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        await Waiting.UntilAsync(() => app.Cohere.Calls.Embed.Calls >= 2);
        if (change == "delete")
            await app.Documents.DeleteBlobAsync(Document, cancellationToken: Cancellation);
        else
            await app.UploadAsync(Document, SectionedDocument.Create("two"));
        await run;
        Assert.InRange(app.Cohere.Calls.Embed.Calls, 2, 39);
        Assert.Equal(change == "delete" ? [] : SectionedDocument.Texts("two"), await app.TextsAsync(Document));
    }

    [Fact]
    public async Task A_run_gives_way_after_its_time_and_the_next_ones_go_on_where_it_was()
    {
        const int Sections = 96 * 4;
        await using var app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(),
            new Dictionary<string, string?>
            {
                ["Cohere__EmbedConcurrency"] = "1",
                ["Ingestion__RetrySeconds"] = "0.1",
                ["Ingestion__MaxRunMinutes"] = "0.002",
            });
        await app.UploadAsync(Document, SectionedDocument.Create("one", Sections));
        app.Cohere.Faults.Delay("embed", TimeSpan.FromMilliseconds(50));
        var deliveries = app.Services.GetRequiredService<IDeliveries>();
        await deliveries.UploadedAsync(new DocumentId(Document), isQueued: true, Cancellation);
        Assert.InRange(app.Cohere.Calls.Embed.Inputs, 96, Sections - 96);
        // It has not been killed, and whoever asks how far it is is told of how many.
        var outcomes = app.Services.GetRequiredService<DocumentOutcomes>();
        var blob = await app.Documents.GetBlobClient(Document).GetPropertiesAsync(cancellationToken: Cancellation);
        var left = await outcomes.FindAsync(new DocumentId(Document), blob.Value.ETag.ToString("H"), Cancellation);
        Assert.Equal((0, Sections), (left!.Unended, left.Chunks));
        while ((await CountAsync(app)).All > 0)
            await deliveries.ChangedAsync(await ReceiveAsync(DocumentStore.ChangesQueueName, app), dequeueCount: 1, Cancellation);
        Assert.Equal(SectionedDocument.Texts("one", Sections), await app.TextsAsync(Document));
        Assert.Equal(Sections, app.Cohere.Calls.Embed.Inputs);
        Assert.Empty(await outcomes.BlobOf(new DocumentId("x")).GetParentBlobContainerClient()
            .GetBlobsAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    private const string PoisonQueue = $"{DocumentStore.ChangesQueueName}-poison";

    private long Writes => _app.Qdrant.Calls["Upsert"] + _app.Qdrant.Calls["SetPayload"] + _app.Qdrant.Calls["Delete"];

    private static string MessageOf(string document)
        => $$"""{"subject":"/blobServices/default/containers/documents/blobs/{{document}}","eventType":"Microsoft.Storage.BlobCreated"}""";

    /// <summary>Messages in the queue, and those of them that can be seen.</summary>
    private static async Task<(int All, int Visible)> CountAsync(EmulatedApp app)
    {
        var queue = app.Queue(DocumentStore.ChangesQueueName);
        if (!await queue.ExistsAsync(Cancellation))
            return (0, 0);
        return ((await queue.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount,
            (await queue.PeekMessagesAsync(32, Cancellation)).Value.Length);
    }

    /// <summary>Old enough that the queue takes it.</summary>
    private async Task UploadAsync(string content, int sections = 1)
    {
        await _app.UploadAsync(Document, SectionedDocument.Create(content, sections));
        var modified = (await _app.Documents.GetBlobClient(Document).GetPropertiesAsync(cancellationToken: Cancellation)).Value.LastModified;
        await Waiting.UntilAsync(() => DateTimeOffset.UtcNow - modified > TimeSpan.FromSeconds(0.2));
    }

    private Task ChangedAsync() => Deliveries.ChangedAsync(MessageOf(Document), dequeueCount: 1, Cancellation);

    private Task<DocumentStatus?> StatusAsync()
        => _app.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(Document), Cancellation);

    /// <summary>Begins a run that never comes to say how it ended; its lease runs out.</summary>
    private async Task KillRunAsync()
    {
        await TakeLeaseAsync();
        await BreakLeaseAsync();
    }

    private async Task<RunLease> TakeLeaseAsync()
    {
        var blob = await _app.Documents.GetBlobClient(Document).GetPropertiesAsync(cancellationToken: Cancellation);
        return await _app.Services.GetRequiredService<RunLeases>().TakeAsync(
            new DocumentId(Document), blob.Value.ETag.ToString("H"), DateTimeOffset.UtcNow, Cancellation)
            ?? throw new InvalidOperationException("Another has it.");
    }

    private async Task BreakLeaseAsync() => await _app.Services.GetRequiredService<DocumentOutcomes>().BlobOf(new DocumentId(Document))
        .GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);

    private async Task<List<string>> OutcomesAsync() => await _app.Services.GetRequiredService<DocumentOutcomes>()
        .BlobOf(new DocumentId(Document)).GetParentBlobContainerClient().GetBlobsAsync(cancellationToken: Cancellation)
        .Select(blob => blob.Name).ToListAsync(Cancellation);

    private Task<string> ReceiveAsync(string queue) => ReceiveAsync(queue, _app);

    private static async Task<string> ReceiveAsync(string name, EmulatedApp app)
    {
        var queue = app.Queue(name);
        QueueMessage? message = null;
        await Waiting.UntilAsync(async () => (message = (await queue.ReceiveMessageAsync(cancellationToken: Cancellation)).Value) is not null);
        await queue.DeleteMessageAsync(message!.MessageId, message.PopReceipt, Cancellation);
        return message.Body.ToString();
    }
}
