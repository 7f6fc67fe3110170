using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RerankFunctions.Testing;
using RerankFunctions.Tests.Search;

namespace RerankFunctions.Tests.Documents;

/// <summary>PATCH /api/metadata/{name}.</summary>
[Trait("runs", "through the worker")]
public sealed class MetadataTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_metadata_is_searched_by_at_once_and_nothing_is_embedded()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount(), TaggedDocuments.Settings);
        await TaggedDocuments.UploadAsync(app, "a/b.md", "text/markdown", "One document.", ("Lang", "en"), ("draft", "yes"));
        await app.WhenIdleAsync();
        var embedded = app.Cohere.Calls.Embed.Inputs;

        using var response = await PatchAsync(app, "a/b.md", """{"lang": "de", "year": 2024, "draft": null}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"document":"a/b.md","metadata":{"lang":"de","year":"2024"},"applied":true}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(embedded, app.Cohere.Calls.Embed.Inputs);
        using var found = await app.SearchAsync(new { query = "document", filter = new Dictionary<string, object> { ["metadata.lang"] = "de", ["metadata.year"] = 2024 } });
        Assert.Equal("""{"lang":"de","year":"2024"}""", Assert.Single(found.RootElement.GetProperty("results").EnumerateArray()).GetProperty("metadata").GetRawText());
        var status = await app.Http.GetFromJsonAsync<JsonElement>("documents/a/b.md", Cancellation);
        Assert.Equal("indexed", status.GetProperty("state").GetString());
        // The next delivery finds all as it is.
        await app.WhenIdleAsync();
        Assert.Equal(embedded + 1, app.Cohere.Calls.Embed.Inputs);
    }

    /// <summary>A document's own fields are metadata too; the blob's of the same name stand above them, and whatever changes leaves the others.</summary>
    [Fact]
    public async Task Front_matter_is_searched_by_and_the_blob_s_metadata_stand_above_it()
    {
        await using var app = await EmulatedApp.StartAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { ["Search__MetadataFields"] = "lang, tags, year:number, author" });
        await TaggedDocuments.UploadAsync(
            app, "a.md", "text/markdown", "---\ntitle: A\nTags: [red, blue]\nyear: 2024\nlang: en\nauthor: {name: Ann}\n---\n\nOne document.", ("lang", "de"));
        await app.WhenIdleAsync();

        foreach (var filter in (object[])[new { tags = "x" }, new { lang = "en" }, new { author = "Ann" }])
            Assert.Empty(await FoundAsync(app, filter));
        foreach (var filter in (object[])[new { tags = "red" }, new { tags = (string[])["blue", "x"] }, new { lang = "de" }, new { year = new { lt = 2025 } }])
            Assert.Equal("""{"lang":"de","tags":"red, blue","year":"2024"}""", Assert.Single(await FoundAsync(app, filter)));

        using var response = await PatchAsync(app, "a.md", """{"lang": null, "team": "x"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"lang":"en","tags":"red, blue","team":"x","year":"2024"}""", Assert.Single(await FoundAsync(app, new { lang = "en" })));
    }

    /// <summary>The metadata of the results, names in order.</summary>
    private static async Task<IReadOnlyList<string>> FoundAsync(EmulatedApp app, object metadata)
    {
        var filter = JsonSerializer.SerializeToNode(metadata)!.AsObject().ToDictionary(field => $"metadata.{field.Key}", field => field.Value?.DeepClone());
        using var answer = await app.SearchAsync(new { query = "document", filter, reranker = "none" });
        return
        [
            .. answer.RootElement.GetProperty("results").EnumerateArray().Select(result => JsonSerializer.Serialize(
                new SortedDictionary<string, string>(result.GetProperty("metadata").Deserialize<Dictionary<string, string>>()!, StringComparer.Ordinal))),
        ];
    }

    [Fact]
    public async Task A_document_that_is_not_indexed_yet_is_queued_with_its_new_metadata()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount(), TaggedDocuments.Settings);
        await app.UploadAsync("a.md", "One document.");

        using var response = await PatchAsync(app, "a.md", """{"lang": "en"}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await app.WhenIdleAsync();
        using var found = await app.SearchAsync(new { query = "document", filter = new Dictionary<string, object> { ["metadata.lang"] = "en" } });
        Assert.Single(found.RootElement.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task What_a_blob_cannot_have_is_refused_by_name()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.UploadAsync("a.md", "One document.");
        await RefusedAsync(app, """{"my-lang": "en"}""", "my-lang");
        await RefusedAsync(app, """{"lang": "für"}""", "lang");
        await RefusedAsync(app, """{"lang": "a\nb"}""", "lang");
        await RefusedAsync(app, """{"lang": ["en"]}""", "lang");
        await RefusedAsync(app, """{"lang": "\ud800"}""", "body");
        await RefusedAsync(app, """{}""", "body");
        await RefusedAsync(app, """[]""", "body");
        await RefusedAsync(app, """{"lang": """, "body");
        await RefusedAsync(app, $$"""{"long": "{{new string('a', 8_200)}}"}""", "metadata");
        using var missing = await PatchAsync(app, "b.md", """{"lang": "en"}""");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var huge = await PatchAsync(app, "a.md", $$"""{"long": "{{new string('a', 20_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
    }

    private static async Task RefusedAsync(EmulatedApp app, string body, string field)
    {
        using var response = await PatchAsync(app, "a.md", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{body}: {problem}");
    }

    private static async Task<HttpResponseMessage> PatchAsync(EmulatedApp app, string document, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json");
        return await app.Http.PatchAsync($"metadata/{document}", content, Cancellation);
    }
}
