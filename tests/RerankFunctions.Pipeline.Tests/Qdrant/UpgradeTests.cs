using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Pipeline.Tests.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Qdrant;

/// <summary>A collection as the version before left it: its indexes, its fingerprints, and so its points' ids.</summary>
public sealed class UpgradeTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Collection = "documents";

    /// <summary>16 hex digits, as ever, of readers without their libraries.</summary>
    private const string OldFingerprint = "0123456789abcdef";

    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_collection_of_the_version_before_is_searched_as_it_is_told_as_outdated_and_indexed_anew_without_a_rest()
    {
        await _app.App.UploadAsync("a.md", SectionedDocument.Create("one", sections: 2));
        BlobProperties blob = await _app.App.Documents.GetBlobClient("a.md").GetPropertiesAsync(cancellationToken: Cancellation);
        await WriteAsync(blob, [.. SectionedDocument.Texts("one", sections: 2)]);

        var found = await _app.App.Services.GetRequiredService<IDocumentSearch>()
            .SearchAsync(new SearchRequest { Query = "one of section", TopN = 5 }, Cancellation);
        Assert.Equal(["a.md", "a.md"], found.Results.Select(result => result.Document));
        var status = (await _app.StatusAsync("a.md"))!;
        Assert.Equal((DocumentState.Indexed, true), (status.State, status.Outdated));
        Assert.Empty(await _app.ReconcileAsync());
        Assert.Equal(["a.md"], await _app.ReconcileAsync(outdated: true));

        await _app.SynchronizeAnewAsync("a.md");
        await _app.HoldsExactlyAsync("a.md", "one", sections: 2);
        Assert.DoesNotContain(OldFingerprint, (await _app.App.PointsAsync("a.md")).Select(point => point.Payload["settings"].StringValue));
        Assert.Empty(await _app.ReconcileAsync(outdated: true));
    }

    private async Task WriteAsync(BlobProperties blob, IReadOnlyList<string> texts)
    {
        var (dense, sparse) = (new VectorParamsMap(), new SparseVectorConfig());
        dense.Map["dense"] = new VectorParams { Size = 1024, Distance = Distance.Dot };
        sparse.Map["bm25"] = new SparseVectorParams { Modifier = Modifier.Idf };
        await _app.Qdrant.CreateCollectionAsync(
            Collection, dense, metadata: new Dictionary<string, Value> { ["embed_model"] = "embed-english-v3.0" }, sparseVectorsConfig: sparse,
            cancellationToken: Cancellation);
        foreach (var field in new[] { "document", "folders", "version", "settings" })
            await _app.Qdrant.CreatePayloadIndexAsync(Collection, field, PayloadSchemaType.Keyword, cancellationToken: Cancellation);
        foreach (var field in new[] { "chunk", "chunks" })
            await _app.Qdrant.CreatePayloadIndexAsync(Collection, field, PayloadSchemaType.Integer, cancellationToken: Cancellation);
        await _app.Qdrant.CreatePayloadIndexAsync(Collection, "modified", PayloadSchemaType.Datetime, cancellationToken: Cancellation);

        var time = blob.LastModified.UtcDateTime.ToString("O");
        await _app.Qdrant.UpsertAsync(
            Collection,
            [.. texts.Select((text, at) => new PointStruct
            {
                Id = Guid.NewGuid(),
                Vectors = new Dictionary<string, Vector>
                {
                    ["dense"] = Enumerable.Repeat(1 / 32f, 1024).ToArray(), ["bm25"] = new Document { Text = text, Model = "qdrant/bm25" },
                },
                Payload =
                {
                    ["document"] = "a.md", ["folders"] = Array.Empty<string>(), ["version"] = new string('0', 64), ["settings"] = OldFingerprint,
                    ["chunk"] = at, ["chunks"] = texts.Count, ["text"] = text, ["etag"] = blob.ETag.ToString("H"), ["modified"] = time,
                    ["content_type"] = "application/octet-stream", ["metadata"] = new Dictionary<string, Value>(), ["indexed_at"] = time,
                },
            })],
            cancellationToken: Cancellation);
    }
}
