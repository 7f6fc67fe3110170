using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Http;

/// <summary>PUT of documents: their bodies, what is sent back, and several of them at once.</summary>
[Trait("runs", "through the worker")]
[Collection(HttpApp.Collection)]
public sealed class UploadTests(HttpApp http)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_told_how_to_upload_it_with_and_without_a_length()
    {
        var text = new string('a', HttpApp.MaxUploadBytes + 1);
        using var sized = await PutAsync("uploads/large.md", new StringContent(text));
        Assert.Contains(
            DocumentStore.ContainerName, await HttpApp.IsProblemAsync(sized, HttpStatusCode.RequestEntityTooLarge, "request-too-large"), StringComparison.Ordinal);
        using var chunked = await PutAsync("uploads/large.md", new UnsizedContent(Encoding.UTF8.GetBytes(text)));
        await HttpApp.IsProblemAsync(chunked, HttpStatusCode.RequestEntityTooLarge, "request-too-large");
        Assert.False(await ExistsAsync("uploads/large.md"));
    }

    [Fact]
    public async Task A_compressed_body_is_stored_as_it_was_before()
    {
        using var put = await PutAsync("uploads/packed.md", Packed("Some text."), ("Content-Encoding", "gzip"));
        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        Assert.Null(put.Headers.ETag);
        var blob = (await http.App.Documents.GetBlobClient("uploads/packed.md").DownloadContentAsync(Cancellation)).Value;
        Assert.Equal(("Some text.", ""), (blob.Content.ToString(), blob.Details.ContentEncoding ?? ""));
        using var search = await http.SendAsync(
            HttpMethod.Post, "search", Packed("""{"query":"text"}""", "application/json"), ("Content-Encoding", "x-gzip"));
        Assert.Equal(HttpStatusCode.OK, search.StatusCode);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_more_than_is_taken_is_refused()
    {
        var packed = Packed(new string('a', HttpApp.MaxUploadBytes + 1));
        Assert.True(packed.Headers.ContentLength < HttpApp.MaxUploadBytes / 10);
        using var put = await PutAsync("uploads/bomb.md", packed, ("Content-Encoding", "gzip"));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.RequestEntityTooLarge, "request-too-large");
        Assert.False(await ExistsAsync("uploads/bomb.md"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    public async Task A_body_that_is_not_what_its_coding_says_is_refused(int bytesOfGzip)
    {
        var name = $"uploads/broken {bytesOfGzip}.md";
        var body = bytesOfGzip == 0 ? "no gzip"u8.ToArray() : (await Packed("Some text.").ReadAsByteArrayAsync(Cancellation))[..bytesOfGzip];
        using var put = await PutAsync(name, new ByteArrayContent(body), ("Content-Encoding", "gzip"));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.BadRequest, "invalid-request");
        Assert.False(await ExistsAsync(name));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    public async Task Another_coding_is_refused_and_told_which_is_taken(string coding)
    {
        using var put = await PutAsync("uploads/coded.md", new StringContent("Some text."), ("Content-Encoding", coding));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal(["gzip"], put.Headers.GetValues("Accept-Encoding"));
    }

    [Fact]
    public async Task Of_many_uploads_of_one_name_all_are_taken_and_one_is_stored_whole()
    {
        string[] texts = [.. Enumerable.Range(10, 24).Select(number => string.Concat(Enumerable.Repeat($"{number} ", 20_000)))];
        var answers = await Task.WhenAll(texts.Select(text => PutAsync("uploads/contested.md", new StringContent(text))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode), throwIfEmpty: true);
        var stored = (await http.App.Documents.GetBlobClient("uploads/contested.md").DownloadContentAsync(Cancellation)).Value;
        Assert.Contains(stored.Content.ToString(), texts);
        Assert.Contains(stored.Details.ETag.ToString("H"), answers.Select(answer => answer.Headers.ETag?.ToString()));
    }

    [Fact]
    public async Task Who_would_rather_wait_is_answered_when_the_document_is_searchable()
    {
        var put = PutAsync("uploads/awaited.md", new StringContent("A text that is waited for."), ("Prefer", "wait=150"));
        await StoredAsync("uploads/awaited.md");
        await http.App.WhenIdleAsync();
        using var answer = await put;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["wait=150"], answer.Headers.GetValues("Preference-Applied"));
        var status = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(
            ("uploads/awaited.md", "indexed", answer.Headers.ETag!.ToString()),
            (status.GetProperty("name").GetString(), status.GetProperty("state").GetString(), status.GetProperty("etag").GetString()));
        Assert.Contains("uploads/awaited.md", await http.App.FoundAsync("waited for"));
    }

    [Fact]
    public async Task Who_waits_hears_that_a_document_cannot_be_indexed_too()
    {
        var put = PutAsync("uploads/awaited.pdf", new StringContent("no PDF"), ("Prefer", "respond-async, wait=150"));
        await StoredAsync("uploads/awaited.pdf");
        await http.App.WhenIdleAsync();
        using var answer = await put;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("failed", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("state").GetString());
    }

    /// <summary>No event of these is sent, so that they cannot be indexed meanwhile.</summary>
    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=1")]
    [InlineData("wait=soon")]
    [InlineData("return=minimal")]
    public async Task After_that_or_without_such_a_wish_the_answer_is_that_it_will_be(string preference)
    {
        using var put = await PutAsync("uploads/unawaited.md", new StringContent("Some text."), ("Prefer", preference));
        Assert.Equal((HttpStatusCode.Accepted, "/api/documents/uploads/unawaited.md"), (put.StatusCode, put.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_document_is_stored_and_taken_even_where_what_is_waited_for_cannot_be_asked()
    {
        http.App.Qdrant.Faults.Fail("Scroll", StatusCode.FailedPrecondition);
        try
        {
            using var put = await PutAsync("uploads/alone.md", new StringContent("Some text."), ("Prefer", "wait=150"));
            Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
            Assert.True(await ExistsAsync("uploads/alone.md"));
        }
        finally
        {
            http.App.Qdrant.Faults.Clear();
        }
    }

    [Theory]
    [InlineData("documents/uploads/head.md")]
    [InlineData("content/uploads/head.md")]
    public async Task HEAD_answers_as_GET_does_without_a_body(string address)
    {
        await http.App.UploadAsync("uploads/head.md", "Some text.");
        using var head = await http.SendAsync(HttpMethod.Head, address);
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Cancellation)).Length));
        using var missing = await http.SendAsync(HttpMethod.Head, $"{address}x");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("a%1F")]
    [InlineData("%EF%BF%BF")]
    public async Task A_prefix_that_no_name_can_begin_with_is_refused(string prefix)
    {
        using var list = await http.SendAsync(HttpMethod.Get, $"documents?prefix={prefix}");
        Assert.Contains("\"prefix\"", await HttpApp.IsProblemAsync(list, HttpStatusCode.BadRequest, "invalid-request"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PutAsync(string name, HttpContent content, params (string Name, string Value)[] headers)
        => http.SendAsync(HttpMethod.Put, $"documents/{name}", content, headers);

    private async Task<bool> ExistsAsync(string name) => await http.App.Documents.GetBlobClient(name).ExistsAsync(Cancellation);

    private Task StoredAsync(string name) => Waiting.UntilAsync(() => ExistsAsync(name));

    private static ByteArrayContent Packed(string text, string type = "text/plain")
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new(type) } };
    }

    /// <summary>Sent in chunks.</summary>
    private sealed class UnsizedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
