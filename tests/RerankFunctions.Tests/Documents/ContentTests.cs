using System.Net;
using System.Net.Http.Headers;
using RerankFunctions.Testing;
using RerankFunctions.Tests.Search;

namespace RerankFunctions.Tests.Documents;

/// <summary>GET /api/content/{name}: documents as they were uploaded, and nothing that runs.</summary>
[Trait("runs", "through the worker")]
[Collection(TaggedDocuments.Collection)]
public sealed class ContentTests(TaggedDocuments documents)
{
    private readonly EmulatedApp _app = documents.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("page.html", "text/html", "text/html", "attachment")]
    [InlineData("drawing.svg", "image/svg+xml", "image/svg+xml", "attachment")]
    [InlineData("data.xml", "application/xml", "application/xml", "attachment")]
    [InlineData("manual.pdf", "application/octet-stream", "application/pdf", "inline")]
    [InlineData("notes.md", "", "text/markdown", "inline")]
    [InlineData("odd", "no media type", "application/octet-stream", "attachment")]
    [InlineData("ü/a b#1?.txt", "text/plain; charset=utf-8", "text/plain; charset=utf-8", "inline")]
    public async Task A_document_comes_with_its_type_and_cannot_run(string name, string uploaded, string type, string disposition)
    {
        // Never ingested: nothing looks for these before the app ends.
        await TaggedDocuments.UploadAsync(_app, $"content/{name}", uploaded, "<script>alert(1)</script>");

        using var response = await _app.Http.GetAsync(
            $"content/content/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("<script>alert(1)</script>", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(disposition, response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(type != "application/pdf", policy.Contains("sandbox", StringComparison.Ordinal));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task A_part_is_sent_alone_and_what_is_known_is_not_sent_again()
    {
        using var part = new HttpRequestMessage(HttpMethod.Get, "content/fish.txt") { Headers = { Range = new RangeHeaderValue(5, 10) } };
        using var partly = await _app.Http.SendAsync(part, Cancellation);
        Assert.Equal((HttpStatusCode.PartialContent, "scales"), (partly.StatusCode, await partly.Content.ReadAsStringAsync(Cancellation)));

        using var again = new HttpRequestMessage(HttpMethod.Get, "content/fish.txt") { Headers = { IfNoneMatch = { partly.Headers.ETag! } } };
        using var known = await _app.Http.SendAsync(again, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem()
    {
        using var response = await _app.Http.GetAsync("content/nothing.md", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("no-such-document", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
