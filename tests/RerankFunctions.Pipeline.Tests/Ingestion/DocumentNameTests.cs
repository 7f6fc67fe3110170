using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>A name is that of one document, or of none.</summary>
public sealed class DocumentNameTests(SharedAzurite azurite) : IAsyncLifetime
{
    private SynchronizedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DocumentStore Store => _app.App.Services.GetRequiredService<DocumentStore>();

    public async ValueTask InitializeAsync() => _app = await SynchronizedApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/n/lead.md", "n/lead.md")]
    [InlineData("//x.md", "x.md")]
    [InlineData("n/a/../b.md", "n/b.md")]
    [InlineData("n/./b.md", "n/b.md")]
    [InlineData("n/b.md/", "n/b.md")]
    public async Task A_name_whose_address_is_another_s_is_neither_stored_nor_indexed_nor_deleted(string name, string other)
    {
        await _app.UploadAndSynchronizeAsync(other, SectionedDocument.Create("one"));
        await _app.SynchronizeAsync(name);
        Assert.Empty(await _app.App.PointsAsync(name));
        await Assert.ThrowsAsync<InvalidRequestException>(() => SaveAsync(name));
        await Assert.ThrowsAsync<InvalidRequestException>(() => Store.DeleteAsync(new DocumentId(name), precondition: null, Cancellation));
        await _app.HoldsExactlyAsync(other, "one");
    }

    [Theory]
    [InlineData("../document-outcomes/x.md")]
    [InlineData("..")]
    [InlineData("a\u0001b.md")]
    [InlineData("a\u007fb.md")]
    [InlineData("a\tb.md")]
    [InlineData("a\ufffeb.md")]
    [InlineData("a\uffffb.md")]
    public async Task A_name_that_no_document_can_have_is_refused_with_the_reason(string name)
    {
        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => SaveAsync(name));
        Assert.Contains("Rename the document.", refusal.Errors["name"], StringComparison.Ordinal);
        await _app.SynchronizeAsync(name);
    }

    [Fact]
    public async Task Half_of_a_character_is_no_part_of_a_name()
    {
        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => SaveAsync("a\ud800.md"));
        Assert.Contains("U+D800", refusal.Errors["name"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a?b.md")]
    [InlineData("a%41b.md")]
    [InlineData("100%.md")]
    [InlineData("a%2Fb.md")]
    [InlineData("a#b.md")]
    [InlineData("a//b.md")]
    [InlineData("a+b & c;d='e'.md")]
    [InlineData(" \u00fc u\u0308 \ud83d\ude00.md")]
    public async Task A_name_of_any_other_characters_is_indexed_and_listed(string name)
    {
        await _app.UploadAndSynchronizeAsync(name, SectionedDocument.Create("one"));
        await _app.HoldsExactlyAsync(name, "one");
        Assert.Equal([name], (await ListAsync()).Select(document => document.Name));
        await _app.App.Documents.DeleteBlobAsync(name, cancellationToken: Cancellation);
        await _app.SynchronizeAsync(name);
        Assert.Empty(await _app.App.PointsAsync(name));
    }

    [Theory]
    [InlineData("b\u0001.md")]
    [InlineData("b\ufffe.md")]
    public async Task A_blob_with_a_name_that_XML_cannot_hold_is_listed_as_unsupported_beside_the_others(string name)
    {
        foreach (var document in new[] { "a.md", name, "c.md" })
            await _app.UploadAndSynchronizeAsync(document, SectionedDocument.Create("one"));
        var documents = await ListAsync();
        Assert.Equal(["a.md", name, "c.md"], documents.Select(document => document.Name));
        Assert.Equal(
            [DocumentState.Indexed, DocumentState.Unsupported, DocumentState.Indexed], documents.Select(document => document.State));
        Assert.Contains("Rename the document.", documents[1].Error, StringComparison.Ordinal);
        Assert.Equal(DocumentState.Unsupported, (await _app.StatusAsync(name))!.State);
        Assert.Empty(await _app.ReconcileAsync());
    }

    [Fact]
    public async Task A_folder_s_marker_is_no_document()
    {
        await _app.UploadAndSynchronizeAsync("n/a.md", SectionedDocument.Create("one"));
        await _app.App.Documents.GetBlobClient("n").UploadAsync(
            BinaryData.FromString(""), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["hdi_isfolder"] = "true" } }, Cancellation);
        await _app.SynchronizeAsync("n");
        Assert.Equal(["n/a.md"], (await ListAsync()).Select(document => document.Name));
        Assert.Null(await _app.StatusAsync("n"));
        Assert.Empty(await _app.ReconcileAsync());
    }

    [Theory]
    [InlineData("n\\back.md", "n/back.md")]
    [InlineData("n%2Fenc.md", "n/enc.md")]
    [InlineData("n%2fenc.md", "n/enc.md")]
    [InlineData("n/plain.md", "n/plain.md")]
    public void An_address_with_another_slash_is_that_of_the_same_document(string path, string name)
        => Assert.Equal(new DocumentId(name), DocumentId.FromPath(path));

    /// <summary>In pages of one, so that each of them is a page's end.</summary>
    private async Task<IReadOnlyList<DocumentStatus>> ListAsync()
    {
        var documents = new List<DocumentStatus>();
        string? cursor = null;
        do
        {
            var page = await _app.App.Services.GetRequiredService<IDocumentCatalog>().ListAsync(prefix: null, limit: 1, cursor, Cancellation);
            documents.AddRange(page.Documents);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return documents;
    }

    private async Task SaveAsync(string name) => await Store.SaveAsync(
        new DocumentId(name), new MemoryStream([1]), "text/markdown", new Dictionary<string, string>(), precondition: null, Cancellation);
}
