using Azure;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Emulators.Faults;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>Whatever is delivered, in whatever order, and wherever it stops: the index ends as the container is.</summary>
public sealed class DocumentSynchronizerTests(SharedAzurite azurite) : IAsyncLifetime
{
    // Of random histories.
    private static readonly string[] Names = ["a.md", "b/b.md"];

    private static readonly string[] Kinds = ["upload", "upload", "delete", "deliver", "deliver", "deliver twice"];

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_name_that_the_container_does_not_have_is_no_error()
        => await SynchronizeAsync("nothing.md");

    [Fact]
    public async Task Deliveries_of_an_old_upload_end_in_the_new_content()
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one"));
        await _app.UploadAsync("a.md", SectionedDocument.Create("two"));
        await Task.WhenAll(SynchronizeAsync("a.md"), SynchronizeAsync("a.md"), SynchronizeAsync("a.md"));
        await HoldsExactlyAsync("a.md", "two");
    }

    [Fact]
    public async Task Back_to_earlier_content_ends_in_the_earlier_content()
    {
        foreach (var content in new[] { "one", "two", "one" })
        {
            await _app.UploadAsync("a.md", SectionedDocument.Create(content));
            await SynchronizeAsync("a.md");
        }

        await HoldsExactlyAsync("a.md", "one");
    }

    [Fact]
    public async Task An_upload_during_a_run_is_what_the_run_ends_with()
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one"));
        _app.Qdrant.Faults.Delay("Upsert", TimeSpan.FromSeconds(1), count: 1);
        var run = SynchronizeAsync("a.md");
        await _app.UploadAsync("a.md", SectionedDocument.Create("two"));
        await run;
        await HoldsExactlyAsync("a.md", "two");
    }

    [Fact]
    public async Task A_late_deletion_event_for_a_document_uploaded_again_does_no_harm()
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one"));
        await SynchronizeAsync("a.md");
        await _app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await _app.UploadAsync("a.md", SectionedDocument.Create("two"));
        await SynchronizeAsync("a.md");
        await SynchronizeAsync("a.md");
        await HoldsExactlyAsync("a.md", "two");
    }

    [Theory]
    [InlineData("Upsert", false)]
    [InlineData("Upsert", true)]
    [InlineData("SetPayload", false)]
    [InlineData("SetPayload", true)]
    [InlineData("Delete", false)]
    [InlineData("Delete", true)]
    public async Task A_run_that_stops_at_any_call_is_mended_by_the_next(string operation, bool afterEffect)
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one", sections: 120));
        await SynchronizeAsync("a.md");
        await _app.UploadAsync("a.md", SectionedDocument.Create("two", sections: 110));
        _app.Qdrant.Faults.Fail(operation, StatusCode.FailedPrecondition, count: 1, afterEffect);
        await Assert.ThrowsAsync<DependencyException>(() => SynchronizeAsync("a.md"));
        await SynchronizeAsync("a.md");
        await HoldsExactlyAsync("a.md", "two", sections: 110);
    }

    [Fact]
    public async Task What_was_embedded_before_a_run_stopped_is_not_embedded_again()
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one", sections: 200));
        _app.Cohere.Faults.Fail("embed", 422, count: 1);
        await Assert.ThrowsAsync<DependencyException>(() => SynchronizeAsync("a.md"));
        await SynchronizeAsync("a.md");
        await HoldsExactlyAsync("a.md", "one", sections: 200);

        // Batches under way together with the failed one may be cut off before their upsert, so they come once more at most.
        var inputs = _app.Cohere.Calls.Embed.Inputs;
        Assert.InRange(inputs, 200, 200 + 3 * 96);
        await SynchronizeAsync("a.md");
        Assert.Equal(inputs, _app.Cohere.Calls.Embed.Inputs);
    }

    [Fact]
    public async Task Ten_chunks_more_than_a_batch_are_all_there()
    {
        await _app.UploadAsync("a.md", SectionedDocument.Create("one", sections: 106));
        await SynchronizeAsync("a.md");
        var points = await _app.PointsAsync("a.md");
        Assert.Equal(Enumerable.Range(0, 106), points.Select(point => (int)point.Payload["chunk"].IntegerValue));
        Assert.All(points, point => Assert.Equal(106, point.Payload["chunks"].IntegerValue), throwIfEmpty: true);
        Assert.Equal(2, _app.Cohere.Calls.Embed.Calls);
    }

    /// <summary>Random histories of uploads, re-uploads, deletions, duplicate and concurrent deliveries over a few documents.</summary>
    [Fact]
    public async Task Any_history_ends_in_exactly_the_container_s_state()
    {
        const int Histories = 25;
        const int Steps = 12;

        // Runs of the same document overtake each other.
        foreach (var operation in new[] { "Upsert", "SetPayload", "Delete", "Count" })
            _app.Qdrant.Faults.Add(new Fault(FaultKind.Latency, operation, LatencyMs: 30, Probability: 0.3, Seed: 7));

        for (var at = 0; at < Histories; at++)
        {
            var seed = Random.Shared.Next();
            var random = new Random(seed);
            var history = Enumerable.Range(0, Steps).Select(_ => (
                Kind: Kinds[random.Next(Kinds.Length)], Name: Names[random.Next(Names.Length)], Content: random.Next(3))).ToList();
            try
            {
                await ReplayAsync(history);
            }
            catch (Exception failure)
            {
                Assert.Fail($"Seed {seed}, {string.Join("; ", history)}: {failure}");
            }
        }
    }

    private async Task ReplayAsync(IReadOnlyList<(string Kind, string Name, int Content)> history)
    {
        var deliveries = new List<Task>();
        foreach (var (kind, name, content) in history)
        {
            if (kind is "upload")
                await _app.UploadAsync(name, SectionedDocument.Create($"content{content}", sections: 1 + content));
            else if (kind is "delete")
                await _app.Documents.DeleteBlobIfExistsAsync(name, cancellationToken: Cancellation);
            deliveries.Add(SynchronizeAsync(name));
            if (kind is "deliver twice")
                deliveries.Add(SynchronizeAsync(name));
        }

        await Task.WhenAll(deliveries);
        foreach (var name in Names)
        {
            // At least once: whatever happened last was delivered at some time after it happened.
            await SynchronizeAsync(name);
            Assert.Equal(await ExpectedAsync(name), await _app.TextsAsync(name));
        }
    }

    private Task SynchronizeAsync(string name) => _app.Synchronizer.SynchronizeAsync(new DocumentId(name), Cancellation);

    private async Task HoldsExactlyAsync(string name, string content, int sections = 1)
    {
        var status = await _app.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(name), Cancellation);
        Assert.Equal((DocumentState.Indexed, sections, null), (status!.State, status.Chunks ?? 0, status.Error));
        Assert.Equal(SectionedDocument.Texts(content, sections), await _app.TextsAsync(name));
    }

    private async Task<IReadOnlyList<string>> ExpectedAsync(string name)
    {
        try
        {
            var blob = await _app.Documents.GetBlobClient(name).DownloadContentAsync(Cancellation);
            return [.. blob.Value.Content.ToString().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        }
        catch (RequestFailedException notFound) when (notFound.Status == 404)
        {
            return [];
        }
    }
}
