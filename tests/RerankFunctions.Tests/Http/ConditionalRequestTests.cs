using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace RerankFunctions.Tests.Http;

/// <summary>What RFC 9110 says of requests that change a document under conditions.</summary>
[Trait("runs", "through the worker")]
[Collection(HttpApp.Collection)]
public sealed class ConditionalRequestTests(HttpApp http)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_PUT_that_must_not_write_over_anything_does_not()
    {
        using var first = await PutAsync("conditions/new.md", "one", ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        using var second = await PutAsync("conditions/new.md", "two", ("If-None-Match", "*"));
        await HttpApp.IsProblemAsync(second, HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal("one", await ContentAsync("conditions/new.md"));
    }

    [Fact]
    public async Task Of_two_who_change_what_they_have_read_the_second_is_told_and_every_answer_gives_the_ETag_for_it()
    {
        using var put = await PutAsync("conditions/a.md", "one");
        var eTag = put.Headers.ETag!.ToString();
        using var content = await http.SendAsync(HttpMethod.Head, "content/conditions/a.md");
        Assert.Equal(eTag, content.Headers.ETag!.ToString());
        using var status = await http.SendAsync(HttpMethod.Get, "documents/conditions/a.md");
        Assert.Equal(eTag, (await status.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("etag").GetString());

        using var mine = await PutAsync("conditions/a.md", "two", ("If-Match", $"\"other\", {eTag}"));
        Assert.Equal(HttpStatusCode.Accepted, mine.StatusCode);
        using var yours = await PutAsync("conditions/a.md", "three", ("If-Match", eTag));
        await HttpApp.IsProblemAsync(yours, HttpStatusCode.PreconditionFailed, "precondition-failed");
        using var deleted = await http.SendAsync(HttpMethod.Delete, "documents/conditions/a.md", content: null, ("If-Match", eTag));
        await HttpApp.IsProblemAsync(deleted, HttpStatusCode.PreconditionFailed, "precondition-failed");
        using var patched = await http.SendAsync(
            HttpMethod.Patch, "metadata/conditions/a.md", new StringContent("""{"lang":"en"}"""), ("If-Match", eTag));
        await HttpApp.IsProblemAsync(patched, HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal("two", await ContentAsync("conditions/a.md"));

        using var last = await http.SendAsync(HttpMethod.Delete, "documents/conditions/a.md", content: null, ("If-Match", mine.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
    }

    [Theory]
    [InlineData("If-Match", "*")]
    [InlineData("If-Match", "\"none\"")]
    [InlineData("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")]
    public async Task What_is_to_be_as_it_was_and_is_not_there_is_not_made(string header, string value)
    {
        using var put = await PutAsync("conditions/gone.md", "one", (header, value));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.False(await http.App.Documents.GetBlobClient("conditions/gone.md").ExistsAsync(Cancellation));
        using var deleted = await http.SendAsync(HttpMethod.Delete, "documents/conditions/gone.md", content: null, (header, value));
        await HttpApp.IsProblemAsync(deleted, HttpStatusCode.NotFound, "no-such-document");
    }

    [Fact]
    public async Task A_document_changed_since_is_not_written_over()
    {
        using var put = await PutAsync("conditions/since.md", "one");
        using var late = await PutAsync("conditions/since.md", "two", ("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"));
        await HttpApp.IsProblemAsync(late, HttpStatusCode.PreconditionFailed, "precondition-failed");
        using var inTime = await PutAsync("conditions/since.md", "two", ("If-Unmodified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"));
        Assert.Equal(HttpStatusCode.Accepted, inTime.StatusCode);
    }

    /// <summary>A weak ETag is never the same for If-Match (section 8.8.3.2).</summary>
    [Fact]
    public async Task A_weak_ETag_lets_nothing_be_written_over()
    {
        using var put = await PutAsync("conditions/weak.md", "one");
        using var weak = await PutAsync("conditions/weak.md", "two", ("If-Match", $"W/{put.Headers.ETag}"));
        await HttpApp.IsProblemAsync(weak, HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Theory]
    [InlineData("If-Match", "abc")]
    [InlineData("If-None-Match", "\"open")]
    [InlineData("If-Unmodified-Since", "yesterday")]
    [InlineData("Content-Range", "bytes 0-2/10")]
    public async Task A_header_that_cannot_be_honoured_is_named_and_nothing_is_stored(string header, string value)
    {
        using var put = await PutAsync("conditions/odd.md", "one", (header, value));
        Assert.Contains($"\"{header}\"", await HttpApp.IsProblemAsync(put, HttpStatusCode.BadRequest, "invalid-request"), StringComparison.Ordinal);
        Assert.False(await http.App.Documents.GetBlobClient("conditions/odd.md").ExistsAsync(Cancellation));
    }

    private Task<HttpResponseMessage> PutAsync(string name, string text, params (string Name, string Value)[] headers)
        => http.SendAsync(HttpMethod.Put, $"documents/{name}", new StringContent(text), headers);

    private async Task<string> ContentAsync(string name)
        => (await http.App.Documents.GetBlobClient(name).DownloadContentAsync(Cancellation)).Value.Content.ToString();
}
