using RerankFunctions.Documents;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>Files dropped into the container, through the app's own triggers.</summary>
[Trait("runs", "through the worker")]
public sealed class IngestDocumentTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Scaling = "# Feature scaling\n\nGradient descent converges faster when features share one scale.\n";
    private const string Music = "# Music\n\nThe harmonic minor raises the seventh degree.\n";

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
        => _app = await EmulatedApp.StartAsync(azurite.TakeAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_dropped_file_is_found_by_its_content()
    {
        await _app.IngestAsync(("ml/basics/scaling.md", Scaling), ("music.md", Music));
        Assert.Equal("ml/basics/scaling.md", (await _app.FoundAsync("why does gradient descent converge faster?"))[0]);
        Assert.Equal("music.md", (await _app.FoundAsync("which degree does the harmonic minor raise?"))[0]);
    }

    [Fact]
    public async Task A_point_says_where_its_passage_comes_from()
    {
        await _app.IngestAsync(("ml/basics/scaling.md", Scaling));
        var payload = Assert.Single(await _app.PointsAsync("ml/basics/scaling.md")).Payload;
        Assert.Equal("Gradient descent converges faster when features share one scale.", payload["text"].StringValue);
        Assert.Equal("Feature scaling", payload["title"].StringValue);
        Assert.Equal((0, 1), (payload["chunk"].IntegerValue, payload["chunks"].IntegerValue));
        Assert.Equal(["ml", "ml/basics"], payload["folders"].ListValue.Values.Select(folder => folder.StringValue));
        Assert.Equal(64, payload["version"].StringValue.Length);
    }

    [Fact]
    public async Task Uploaded_again_with_other_content_only_the_new_content_is_there()
    {
        await _app.IngestAsync(("a.md", Scaling));
        await _app.IngestAsync(("a.md", "Nothing but thunderstorms."));
        Assert.Equal(["Nothing but thunderstorms."], await _app.TextsAsync("a.md"));
    }

    [Fact]
    public async Task Uploaded_again_with_fewer_chunks_no_old_chunk_stays()
    {
        await _app.IngestAsync(("a.md", string.Concat(Enumerable.Range(1, 20).Select(section => $"# Section {section}\n\n{Scaling[20..]}\n"))));
        Assert.NotEmpty((await _app.TextsAsync("a.md")).Skip(1));
        await _app.IngestAsync(("a.md", "Short."));
        Assert.Equal(["Short."], await _app.TextsAsync("a.md"));
    }

    [Fact]
    public async Task Uploaded_again_unchanged_nothing_is_embedded()
    {
        await _app.IngestAsync(("a.md", Scaling));
        var calls = _app.Cohere.Calls.Embed.Calls;
        await _app.IngestAsync(("a.md", Scaling));
        Assert.Equal(calls, _app.Cohere.Calls.Embed.Calls);
        Assert.Single(await _app.PointsAsync("a.md"));
    }

    [Fact]
    public async Task New_metadata_on_the_same_content_of_which_no_event_tells_is_taken_over_by_reconciliation_without_embedding()
    {
        await _app.IngestAsync(("a.md", Scaling));
        var calls = _app.Cohere.Calls.Embed.Calls;
        await _app.Documents.GetBlobClient("a.md").SetMetadataAsync(
            new Dictionary<string, string> { ["lang"] = "en" }, cancellationToken: Cancellation);
        using var reconciled = await _app.Http.PostAsync("reconcile", content: null, Cancellation);
        await _app.WhenIdleAsync();
        Assert.Equal("en", Assert.Single(await _app.PointsAsync("a.md")).Payload["metadata"].StructValue.Fields["lang"].StringValue);
        Assert.Equal(calls, _app.Cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task A_document_emptied_leaves_no_points()
    {
        await _app.IngestAsync(("a.md", Scaling));
        await _app.IngestAsync(("a.md", " \n"));
        Assert.Empty(await _app.PointsAsync("a.md"));
    }

    [Fact]
    public async Task A_deleted_blob_takes_its_points_along()
    {
        await _app.IngestAsync(("a.md", Scaling), ("b.md", Music));
        await _app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await _app.WhenIdleAsync();
        Assert.Empty(await _app.PointsAsync("a.md"));
        Assert.Single(await _app.PointsAsync("b.md"));
    }

    [Fact]
    public async Task A_type_that_is_not_read_is_left_out_without_retries()
    {
        await _app.IngestAsync(("a.exe", "MZ"));
        Assert.Empty(await _app.PointsAsync("a.exe"));
        Assert.Null(await PoisonAsync());
    }

    [Fact]
    public async Task Embedding_that_fails_for_a_while_loses_nothing()
    {
        _app.Cohere.Faults.Fail("embed", 422, count: 2);
        await _app.IngestAsync(("a.md", Scaling), ("b.md", Music));
        Assert.Single(await _app.PointsAsync("a.md"));
        Assert.Single(await _app.PointsAsync("b.md"));
        Assert.Null(await PoisonAsync());
    }

    [Fact]
    public async Task After_five_tries_of_which_one_is_the_blob_trigger_s_a_document_goes_to_the_poison_queue_and_its_next_upload_is_indexed()
    {
        _app.Cohere.Faults.Fail("embed", 422);
        await _app.IngestAsync(("a.md", Scaling));
        Assert.Equal(IDocumentSynchronizer.MaxAttempts, _app.Cohere.Calls.Embed.Calls);
        Assert.Contains("a.md", await PoisonAsync(), StringComparison.Ordinal);
        Assert.Single(_app.Runs, run => run.Function == nameof(IngestDocument));
        Assert.All(_app.Runs, run => Assert.True(run.Succeeded, run.Error), throwIfEmpty: true);

        _app.Cohere.Faults.Clear();
        await _app.IngestAsync(("a.md", Scaling));
        Assert.Single(await _app.PointsAsync("a.md"));
    }

    /// <summary>A webhook key is lost, or the host does not answer for a day.</summary>
    [Fact]
    public async Task An_upload_of_which_the_blob_trigger_never_hears_is_indexed()
    {
        await _app.SubscribeAsync();
        await _app.IngestAsync(("a.md", Scaling));
        Assert.Single(await _app.PointsAsync("a.md"));
        Assert.DoesNotContain(_app.Runs, run => run.Function == nameof(IngestDocument));
    }

    [Fact]
    public async Task An_upload_of_which_both_hear_is_embedded_once()
    {
        _app.Cohere.Faults.Delay("embed", TimeSpan.FromSeconds(1));
        await _app.IngestAsync(("a.md", Scaling));
        Assert.Single(await _app.PointsAsync("a.md"));
        Assert.Equal(1, _app.Cohere.Calls.Embed.Calls);
        Assert.Contains(_app.Runs, run => run.Function == nameof(SynchronizeDocument));
    }

    private async Task<string?> PoisonAsync()
    {
        Assert.False(await _app.Queue("webjobs-blobtrigger-poison").ExistsAsync(Cancellation));
        var queue = _app.Queue($"{DocumentStore.ChangesQueueName}-poison");
        if (!await queue.ExistsAsync(Cancellation))
            return null;
        return (await queue.PeekMessageAsync(Cancellation)).Value?.Body.ToString();
    }
}
