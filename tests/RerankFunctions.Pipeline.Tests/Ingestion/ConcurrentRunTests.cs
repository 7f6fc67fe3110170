using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>Runs of the same document beside each other: what one has done, another does not undo.</summary>
public sealed class ConcurrentRunTests(SharedAzurite azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_one_run_completed_another_neither_writes_again_nor_hides()
    {
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("one", sections: 3));
        _app.App.Cohere.Faults.Delay("embed", Long, count: 1);
        var slow = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Cohere.Calls.Embed.Calls == 1);
        await _app.SynchronizeAsync("a.md");
        Assert.False(slow.IsCompleted);
        var upserts = _app.App.Qdrant.Calls["Upsert"];
        await slow;
        Assert.Equal(upserts, _app.App.Qdrant.Calls["Upsert"]);
        await _app.HoldsExactlyAsync("a.md", "one", sections: 3);
    }

    [Fact]
    public async Task What_one_run_completed_another_that_starts_then_does_not_embed()
    {
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("one", sections: 3));
        _app.App.Qdrant.Faults.Delay("SetPayload", Long, count: 1);
        var slow = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Qdrant.Calls["SetPayload"] == 1);
        await _app.SynchronizeAsync("a.md");
        await slow;
        Assert.Equal(1, _app.App.Cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task A_run_that_could_not_mark_every_point_starts_over()
    {
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("one", sections: 5));
        _app.App.Qdrant.Faults.Delay("SetPayload", Long, count: 1);
        var run = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Qdrant.Calls["SetPayload"] == 1);
        await _app.Qdrant.DeleteAsync(
            "documents", new Filter { Must = { Conditions.Match("chunk", 3) } }, cancellationToken: Cancellation);
        await run;
        await _app.HoldsExactlyAsync("a.md", "one", sections: 5);
    }

    /// <summary>As the catalog would otherwise believe the first chunk, which says how many there are.</summary>
    [Fact]
    public async Task A_document_of_which_points_are_gone_is_pending_and_is_mended()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 5));
        await _app.Qdrant.DeleteAsync(
            "documents", new Filter { Must = { Conditions.Match("chunk", 3) } }, cancellationToken: Cancellation);
        Assert.Equal(DocumentState.Pending, (await _app.StatusAsync("a.md"))!.State);
        Assert.Equal(["a.md"], await _app.ReconcileAsync());
        await _app.SynchronizeAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "one", sections: 5);
    }

    [Fact]
    public async Task A_run_whose_document_has_changed_marks_nothing_of_the_old_content()
    {
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("one", sections: 2));
        _app.App.Qdrant.Faults.Delay("Upsert", Long, count: 1);
        var run = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Qdrant.Calls["Upsert"] == 1);
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("two", sections: 2));
        await run;
        Assert.Equal(1, _app.App.Qdrant.Calls["SetPayload"]);
        await _app.HoldsExactlyAsync("a.md", "two", sections: 2);
    }

    [Fact]
    public async Task A_late_removal_leaves_a_document_that_is_there_again()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        await _app.App.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        _app.App.Qdrant.Faults.Delay("Delete", Long, count: 1);
        var removal = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Qdrant.Calls["Delete"] == 1);
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("two", sections: 2));
        var embeds = _app.App.Cohere.Calls.Embed.Calls;
        await removal;
        await _app.HoldsExactlyAsync("a.md", "two", sections: 2);
        Assert.Equal(embeds, _app.App.Cohere.Calls.Embed.Calls);
    }

    /// <summary>The same bytes again are the same points, of which the removal has seen only what they were before.</summary>
    [Fact]
    public async Task A_late_removal_leaves_a_document_that_is_there_again_as_it_was()
    {
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        await _app.App.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        _app.App.Qdrant.Faults.Delay("Delete", Long, count: 1);
        var removal = _app.SynchronizeAsync("a.md");
        await Waiting.UntilAsync(() => _app.App.Qdrant.Calls["Delete"] == 1);
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", sections: 2));
        var embeds = _app.App.Cohere.Calls.Embed.Calls;
        await removal;
        await _app.HoldsExactlyAsync("a.md", "one", sections: 2);
        Assert.Equal(embeds, _app.App.Cohere.Calls.Embed.Calls);
    }

    /// <summary>Two batches of marks, one after the other, and the removal of what they replace: all of it is slow, and searches go on.</summary>
    [Fact]
    public async Task A_search_during_ingestion_finds_whole_versions_only_and_never_less()
    {
        const int Sections = 600, Found = 10;
        var search = _app.App.Services.GetRequiredService<IDocumentSearch>();
        await _app.UploadAndSynchronizeAsync("a.md", SectionedDocument.Create("one", Sections));
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("two", Sections));
        foreach (var operation in new[] { "Upsert", "SetPayload", "Delete" })
            _app.App.Qdrant.Faults.Delay(operation, TimeSpan.FromMilliseconds(100));
        var run = _app.SynchronizeAsync("a.md");
        while (!run.IsCompleted)
        {
            var before = await CountAsync("two of section");
            var answer = await search.SearchAsync(
                new SearchRequest { Query = "plain words that fill the passage", Candidates = Found, TopN = Found }, Cancellation);
            Assert.Equal(Found, answer.Results.Count);
            if (answer.Results.Any(result => result.Text.StartsWith("two ", StringComparison.Ordinal)))
                Assert.Equal(Sections, await CountAsync("two of section"));
        }

        await run;
        await _app.HoldsExactlyAsync("a.md", "two", Sections);
    }

    private async Task<int> CountAsync(string text)
        => (await _app.App.TextsAsync("a.md")).Count(passage => passage.StartsWith(text, StringComparison.Ordinal));
}
