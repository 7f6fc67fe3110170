using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>Names of all kinds in addresses and in events.</summary>
[Trait("runs", "through the worker")]
public sealed class DocumentAddressTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Text = "Gradient descent converges faster when features share one scale.";

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.StartAsync(azurite.TakeAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("n%5Cback.md", "n/back.md")]
    [InlineData("n%2Fenc.md", "n/enc.md")]
    public async Task Another_slash_is_the_same_to_PUT_GET_search_and_DELETE(string address, string name)
    {
        using var put = await PutAsync(address);
        Assert.Equal((HttpStatusCode.Accepted, $"/api/documents/{name}"), (put.StatusCode, put.Headers.Location?.OriginalString));
        await _app.WhenIdleAsync();

        var status = await _app.Http.GetFromJsonAsync<JsonElement>($"documents/{address}", Cancellation);
        Assert.Equal((name, "indexed"), (status.GetProperty("name").GetString(), status.GetProperty("state").GetString()));
        var found = await _app.Http.GetFromJsonAsync<JsonElement>($"search?q=gradient&document={address}", Cancellation);
        Assert.Equal(name, found.GetProperty("results")[0].GetProperty("document").GetString());

        using var delete = await _app.Http.DeleteAsync($"documents/{address}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        Assert.Empty(await _app.PointsAsync());
    }

    [Theory]
    [InlineData("a%01b.md")]
    [InlineData("a%EF%BF%BEb.md")]
    public async Task A_name_that_no_document_can_have_is_a_problem_that_says_why(string address)
    {
        using var put = await PutAsync(address);
        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Contains("Rename the document.", await put.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var stored = new List<string>();
        await foreach (var blob in _app.Documents.GetBlobsAsync(new GetBlobsOptions(), Cancellation))
            stored.Add(blob.Name);
        Assert.Empty(stored);
    }

    [Fact]
    public async Task Names_with_the_signs_of_addresses_are_indexed_and_removed_by_their_events()
    {
        string[] names = ["a?b.md", "a%41b.md", "100%.md", "a#b.md", "a+b&c.md"];
        await _app.IngestAsync([.. names.Select(name => (name, Text))]);
        foreach (var name in names)
            Assert.Equal([Text], await _app.TextsAsync(name));
        foreach (var name in names)
            await _app.Documents.DeleteBlobAsync(name, cancellationToken: Cancellation);
        await _app.WhenIdleAsync();
        Assert.Empty(await _app.PointsAsync());
    }

    [Fact]
    public async Task A_blob_with_a_name_that_XML_cannot_hold_keeps_no_other_from_being_indexed_and_listed()
    {
        await _app.IngestAsync(("a.md", Text), ("b\u0001.md", Text));
        await _app.IngestAsync(("c.md", Text));
        var documents = (await _app.Http.GetFromJsonAsync<JsonElement>("documents", Cancellation)).GetProperty("documents");
        Assert.Equal(
            ["a.md indexed", "b\u0001.md unsupported", "c.md indexed"],
            documents.EnumerateArray().Select(document => $"{document.GetProperty("name")} {document.GetProperty("state")}"));
    }

    private async Task<HttpResponseMessage> PutAsync(string address)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Text));
        return await _app.Http.PutAsync($"documents/{address}", body, Cancellation);
    }
}
