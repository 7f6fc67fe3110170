using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What a large document costs, and what it costs others.</summary>
public sealed class PassageLimitTests(SharedAzurite azurite) : IAsyncLifetime
{
    /// <summary>More than are kept in memory.</summary>
    private const int Most = 1_200;

    /// <summary>A hang, rather than a measure.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(1);

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(
        azurite.TakeAccount(),
        new Dictionary<string, string?>
        {
            ["Ingestion__MaxPassages"] = $"{Most}",
            ["Reading__MaxProcesses"] = "1",
            ["Cohere__EmbedInputsPerMinute"] = "1000000",
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_document_of_more_passages_ends_as_failed_with_the_reason_before_any_is_embedded()
    {
        await SynchronizeAsync("much.md", SectionedDocument.Create("much", Most + 1));
        var status = await _app.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId("much.md"), Cancellation);
        Assert.Equal(DocumentState.Failed, status!.State);
        Assert.Contains("Ingestion__MaxPassages", status.Error, StringComparison.Ordinal);
        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);
        Assert.Empty(await _app.PointsAsync());
    }

    [Fact]
    public async Task A_document_of_so_many_passages_is_indexed_with_all_of_them_as_they_are()
    {
        await SynchronizeAsync("much.md", SectionedDocument.Create("müch", Most));
        Assert.Equal(SectionedDocument.Texts("müch", Most), await _app.TextsAsync("much.md"));
        var last = (await _app.PointsAsync("much.md"))[^1].Payload;
        Assert.Equal(("Part 1 of müch", $"Part {Most} of müch"), (last["title"].StringValue, last["heading"].StringValue));
    }

    [Fact]
    public async Task While_a_large_document_is_embedded_another_is_read_by_the_only_reader_process()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _app.Cohere.Faults.Hang("embed", count: 1);
        await _app.UploadAsync("large.html", Page("large", 2_000));
        var large = _app.Synchronizer.SynchronizeAsync(new DocumentId("large.html"), leave.Token);
        await Waiting.UntilAsync(() => _app.Cohere.Calls.Embed.Calls > 0);

        await SynchronizeAsync("small.html", Page("small", 400)).WaitAsync(Hanging, Cancellation);

        Assert.NotEmpty(await _app.PointsAsync("small.html"));
        Assert.False(large.IsCompleted);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
    }

    private async Task SynchronizeAsync(string name, string content)
    {
        await _app.UploadAsync(name, content);
        await _app.Synchronizer.SynchronizeAsync(new DocumentId(name), Cancellation);
    }

    /// <summary>Large enough to be read in a process of its own.</summary>
    private static string Page(string content, int paragraphs) => "<html><body>"
        + string.Concat(Enumerable.Range(0, paragraphs).Select(at => $"<p>{at}: {content} of many words, one after the other, so that there is much of it.</p>"))
        + "</body></html>";
}
