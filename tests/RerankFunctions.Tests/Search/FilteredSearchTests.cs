using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>Filters through POST and GET /api/search, and what GET /api/fields tells of them.</summary>
[Trait("runs", "through the worker")]
[Collection(TaggedDocuments.Collection)]
public sealed class FilteredSearchTests(TaggedDocuments documents, SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"document": "fish.txt"}""", "fish.txt")]
    [InlineData("""{"document": ["ml/deep/*", "fish.txt"]}""", "fish.txt", "ml/deep/norm.md")]
    [InlineData("""{"document": {"prefix": "m"}}""", "ml/deep/norm.md", "ml/scaling.md", "music.md")]
    [InlineData("""{"title": "Scales"}""", "music.md")]
    [InlineData("""{"title": {"exists": false}}""", "fish.txt")]
    [InlineData("""{"contentType": "text/markdown"}""", "ml/deep/norm.md", "ml/scaling.md", "music.md")]
    [InlineData("""{"metadata.lang": ["en", "fr"]}""", "ml/scaling.md")]
    [InlineData("""{"metadata.lang": {"not": "de"}}""", "fish.txt", "ml/scaling.md")]
    [InlineData("""{"metadata.year": 2024}""", "ml/scaling.md")]
    [InlineData("""{"metadata.year": {"gte": 1999, "lt": 2024}}""", "ml/deep/norm.md")]
    [InlineData("""{"metadata.published": {"gt": "2024-04-30T23:59:59+00:00"}}""", "ml/scaling.md")]
    [InlineData("""{"modified": {"lt": "2020-01-01"}}""")]
    [InlineData("""{"page": 1}""")]
    [InlineData("""{"or": [{"document": "fish.txt"}, {"metadata.lang": "de", "document": "ml/*"}]}""", "fish.txt", "ml/deep/norm.md")]
    [InlineData("""{"and": [{"metadata.lang": "de"}, {"not": {"document": "ml/*"}}]}""", "music.md")]
    public async Task A_filter_lets_through_what_fits(string filter, params string[] expected)
    {
        foreach (var mode in new[] { "dense", "hybrid" })
        {
            using var answer = await documents.App.SearchAsync(new JsonObject
            {
                ["query"] = "scales", ["mode"] = mode, ["topN"] = 10, ["filter"] = JsonNode.Parse(filter),
            });
            Assert.Equal(expected, Found(answer).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("search?q=scales&metadata.lang=en", "ml/scaling.md")]
    [InlineData("search?q=scales&metadata.year=1999&document=ml/*", "ml/deep/norm.md")]
    [InlineData("search?q=scales&contentType=text/plain", "fish.txt")]
    [InlineData("search?q=scales&title=Scales&mode=bm25", "music.md")]
    public async Task GET_takes_fields_as_parameters(string address, string expected)
    {
        using var answer = JsonDocument.Parse(await documents.App.Http.GetStringAsync(address, Cancellation));
        Assert.Equal([expected], Found(answer));
    }

    [Theory]
    [InlineData("search?q=a&metadata.team=x", "metadata.team")]
    [InlineData("search?q=a&folder=x", "folder")]
    public async Task What_cannot_be_filtered_by_is_refused_with_what_can(string address, string field)
    {
        using var response = await documents.App.Http.GetAsync(address, Cancellation);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "document, title, contentType, modified, page, metadata.lang, metadata.year, metadata.published",
            problem.GetProperty("errors").GetProperty(field).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_tell_their_types_and_the_values_that_most_documents_have()
    {
        var answer = await documents.App.Http.GetFromJsonAsync<JsonElement>("fields?values=2", Cancellation);
        var fields = answer.GetProperty("fields").EnumerateArray().ToDictionary(field => field.GetProperty("name").GetString()!);
        Assert.Equal(
            ["document keyword", "title keyword", "contentType keyword", "modified datetime", "page number",
                "metadata.lang keyword", "metadata.year number", "metadata.published datetime"],
            fields.Values.Select(field => $"{field.GetProperty("name")} {field.GetProperty("type")}"));
        Assert.Equal("""[{"value":"ml/*","documents":2},{"value":"ml/deep/*","documents":1}]""", fields["document"].GetProperty("values").GetRawText());
        Assert.Equal(
            """[{"value":"text/markdown","documents":3},{"value":"text/plain","documents":1}]""", fields["contentType"].GetProperty("values").GetRawText());
        Assert.Equal("""[{"value":"de","documents":2},{"value":"en","documents":1}]""", fields["metadata.lang"].GetProperty("values").GetRawText());
        Assert.Equal(JsonValueKind.Null, fields["metadata.year"].GetProperty("values").ValueKind);
    }

    /// <summary>The points have all metadata, so that an index is all that is made.</summary>
    [Fact]
    public async Task A_field_that_is_set_later_is_indexed_over_what_is_there_without_embedding()
    {
        await using var before = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        await TaggedDocuments.UploadAsync(before, "a.md", "text/markdown", "One document.", ("lang", "en"), ("Year", "2024"));
        await TaggedDocuments.UploadAsync(before, "b.md", "text/markdown", "Another document.", ("lang", "de"));
        foreach (var name in new[] { "a.md", "b.md" })
            await before.Synchronizer.SynchronizeAsync(new Pipeline.Documents.DocumentId(name), Cancellation);
        var embedded = before.Cohere.Calls.Embed.Inputs;

        using var after = RerankFunctionsApp.CreateBuilder(
        [
            .. before.Settings.Select(setting => $"{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
            "Search:MetadataFields=lang, year:number",
        ]).Build();
        var search = (Pipeline.Search.IDocumentSearch)after.Services.GetService(typeof(Pipeline.Search.IDocumentSearch))!;
        foreach (var filter in new[] { """{"metadata.lang": "en"}""", """{"metadata.year": {"gte": 2000}}""" })
        {
            var answer = await search.SearchAsync(
                new() { Query = "document", Filter = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(filter) }, Cancellation);
            Assert.Equal(["a.md"], answer.Results.Select(result => result.Document));
        }

        Assert.Equal(embedded + 2, before.Cohere.Calls.Embed.Inputs); // the two queries
    }

    /// <summary>Written before the collection had the vector: reconciling what is outdated fills them, and embeds nothing.</summary>
    [Fact]
    public async Task Passages_that_lack_the_words_vector_are_filled_by_reconciling_what_is_outdated()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        await app.UploadAsync("a.md", "One document.");
        await app.Synchronizer.SynchronizeAsync(new Pipeline.Documents.DocumentId("a.md"), Cancellation);
        using var qdrant = new QdrantClient(app.Qdrant.Endpoint);
        await qdrant.DeleteVectorsAsync("documents", ["bm25"], new Filter(), cancellationToken: Cancellation);
        var (embedded, reconciliation) = (app.Cohere.Calls.Embed.Inputs, app.Services.GetRequiredService<IReconciliation>());

        string? cursor = null;
        do
            cursor = (await reconciliation.RunAsync(new ReconciliationRequest(cursor, Limit: 10, Outdated: true), Cancellation)).Cursor;
        while (cursor is not null);

        var coverage = await app.Services.GetRequiredService<IIndexCoverage>().MeasureAsync(Cancellation);
        Assert.Equal((1, 0), (coverage.Passages, coverage.Lacking["bm25"]));
        Assert.Equal(embedded, app.Cohere.Calls.Embed.Inputs);
    }

    private static IEnumerable<string> Found(JsonDocument answer)
        => answer.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetString()!);
}
