using Azure.Storage.Blobs;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Limits;

/// <summary>
/// A service is away while twenty documents are in flight on two hosts. By <c>OUTAGE_SECONDS=60</c> it is away for so long; else until runs have met
/// that it is.
/// </summary>
[Trait("runs", "through the worker")]
public sealed class OutageTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int Documents = 20;
    private const int Sections = 60;

    private static readonly TimeSpan? Length
        = Environment.GetEnvironmentVariable("OUTAGE_SECONDS") is { Length: > 0 } seconds
            ? TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)) : null;

    private readonly string _storage = azurite.TakeAccount();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();
    private QdrantEmulator _qdrant = null!;
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _qdrant = await QdrantEmulator.StartAsync(new QdrantEmulatorOptions { DataFolder = _data.FullName }, Cancellation);
        _app = await EmulatedApp.PrepareAsync(
            _storage,
            new Dictionary<string, string?>
            {
                ["Qdrant__Endpoint"] = _qdrant.Endpoint.ToString(),
                ["Ingestion__RetrySeconds"] = "1",
            });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _qdrant.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_Qdrant_for_a_while_nothing_is_poisoned_and_all_is_indexed_afterwards()
    {
        await using var hosts = await Hosts.StartAsync(_app, 2);
        await UploadAsync();

        var port = _qdrant.Endpoint.Port;
        await _qdrant.DisposeAsync();
        await AwayAsync(() => OutcomesTellAsync("Qdrant"));
        _qdrant = await QdrantEmulator.StartAsync(new QdrantEmulatorOptions { Port = port, DataFolder = _data.FullName }, Cancellation);

        await AllAreIndexedAsync();
    }

    [Fact]
    public async Task Without_Cohere_for_a_while_nothing_is_poisoned_and_all_is_indexed_afterwards()
    {
        await using var hosts = await Hosts.StartAsync(_app, 2);
        await UploadAsync();

        _app.Cohere.Faults.Drop("embed");
        await AwayAsync(() => Task.FromResult(_app.Cohere.Calls.Embed.Faults >= Documents));
        _app.Cohere.Faults.Clear();

        await AllAreIndexedAsync();
    }

    /// <summary>Until some of it is in the index.</summary>
    private async Task UploadAsync()
    {
        _app.Cohere.Faults.Delay("embed", TimeSpan.FromMilliseconds(300));
        for (var document = 0; document < Documents; document++)
            await _app.UploadAsync($"{document}.md", SectionedDocument.Create($"Document {document}", Sections));
        await _app.LookAsync();
        await Waiting.UntilAsync(async () => (await _app.PointsAsync()).Count > 0);
    }

    private static Task AwayAsync(Func<Task<bool>> isMet) => Length is { } length ? Task.Delay(length, Cancellation) : Waiting.UntilAsync(isMet);

    private async Task<bool> OutcomesTellAsync(string dependency)
    {
        var outcomes = new BlobServiceClient(_storage).GetBlobContainerClient(DocumentStore.OutcomesContainerName);
        await foreach (var blob in outcomes.GetBlobsAsync(cancellationToken: Cancellation))
        {
            var outcome = await outcomes.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation);
            if (outcome.Value.Content.ToString().Contains(dependency, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private async Task AllAreIndexedAsync()
    {
        await Waiting.UntilAsync(
            async () => (await _app.PointsAsync()).Count(point => point.Payload.ContainsKey("chunks")) == Documents * Sections);
        for (var document = 0; document < Documents; document++)
            Assert.Equal(SectionedDocument.Texts($"Document {document}", Sections), await _app.TextsAsync($"{document}.md"));
        await foreach (var queue in _app.QueuesAsync())
            Assert.False(queue.EndsWith("-poison", StringComparison.Ordinal), queue);
    }
}
