using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>Other documents have all that may be embedded in a minute.</summary>
public sealed class PutOffTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Document = "a.md";

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { ["Ingestion__RetrySeconds"] = "0.1" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_document_that_gets_no_share_is_put_off_and_has_not_failed_however_often()
    {
        using var app = Compose(new Shares { Calls = 0 });
        await UploadAsync(sections: 1);
        var change = new DocumentChange(new DocumentId(Document), FailingSince: DateTimeOffset.UtcNow.AddDays(-2), Tries: 3, Attempts: 4);
        for (var tries = 0; tries < 2 * IDocumentSynchronizer.MaxAttempts; tries++)
        {
            await app.Services.GetRequiredService<IDeliveries>().ChangedAsync(change.ToMessage(), dequeueCount: 1, Cancellation);
            change = DocumentChange.Parse(await ReceiveAsync());
            Assert.Equal((null, 3, 4), (change.FailingSince, change.Tries, change.Attempts));
        }

        var status = await app.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(Document), Cancellation);
        Assert.Equal((DocumentState.Pending, 0, null), (status!.State, status.Attempts, status.Error));
        Assert.False(await _app.Queue($"{DocumentStore.ChangesQueueName}-poison").ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task What_had_its_turn_is_in_the_index_and_the_next_run_goes_on_from_there()
    {
        var shares = new Shares { Calls = 1 };
        using var app = Compose(shares);
        await UploadAsync(sections: 200);
        var message = new DocumentChange(new DocumentId(Document)).ToMessage();
        await app.Services.GetRequiredService<IDeliveries>().ChangedAsync(message, 1, Cancellation);
        Assert.Equal(96, (await _app.PointsAsync(Document)).Count);
        var status = await app.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(Document), Cancellation);
        Assert.Equal((DocumentState.Pending, 96, 200), (status!.State, status.Chunks, status.ExpectedChunks));

        shares.Calls = int.MaxValue;
        await app.Services.GetRequiredService<IDeliveries>().ChangedAsync(message, 1, Cancellation);
        Assert.Equal(SectionedDocument.Texts("one", 200), await _app.TextsAsync(Document));
        Assert.Equal(200, shares.Embedded);
    }

    /// <summary>Who deletes a document while somebody uploads it again is told so, and does not wait for its turn.</summary>
    [Fact]
    public async Task Outside_the_queue_a_document_that_is_put_off_is_a_conflict()
    {
        using var app = Compose(new Shares { Calls = 0 });
        await UploadAsync(sections: 1);
        var told = await Assert.ThrowsAsync<DocumentConflictException>(
            () => app.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId(Document), Cancellation));
        Assert.Equal(DocumentConflict.Changing, told.Conflict);
    }

    private Microsoft.Extensions.Hosting.IHost Compose(Shares shares)
    {
        var builder = RerankFunctionsApp.CreateBuilder(
            [.. _app.Settings.Select(setting => $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}")]);
        builder.Services.AddSingleton<IEmbedder>(shares);
        return builder.Build();
    }

    private async Task<string> ReceiveAsync()
    {
        var queue = _app.Queue(DocumentStore.ChangesQueueName);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if ((await queue.ReceiveMessageAsync(cancellationToken: Cancellation)).Value is { } message)
            {
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancellation);
                return message.Body.ToString();
            }

            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    private async Task UploadAsync(int sections)
    {
        await _app.UploadAsync(Document, SectionedDocument.Create("one", sections));
        var modified = (await _app.Documents.GetBlobClient(Document).GetPropertiesAsync(cancellationToken: Cancellation)).Value.LastModified;
        await Waiting.UntilAsync(() => DateTimeOffset.UtcNow - modified > TimeSpan.FromSeconds(0.2));
    }

    /// <summary>So many calls have their turn.</summary>
    private sealed class Shares : IEmbedder
    {
        private int _embedded;

        public int Calls { get; set; }

        public int Embedded => _embedded;

        public EmbeddingModel Model { get; } = new("embed-english-v3.0", Dimensions: 1024, MaxTokens: 512, MaxBatch: 96, Concurrency: 2);

        public Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
        {
            if (Calls-- <= 0)
                return Task.FromException<Embeddings>(new PutOffException("the share is taken"));
            Interlocked.Add(ref _embedded, texts.Count);
            return Task.FromResult(new Embeddings([.. texts.Select(_ => new float[1024])], new Usage("none", Usage.Tokens, texts.Count)));
        }

        public Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
