using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>GET, PUT and DELETE of documents, and reconciliation, as callers see them.</summary>
[Trait("runs", "through the worker")]
public sealed class DocumentsApiTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string Text = "Gradient descent converges faster when features share one scale.";

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.StartAsync(
        azurite.TakeAccount(),
        new Dictionary<string, string?> { ["Reading__MaxDocumentBytes"] = "100000" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_document_put_is_pending_and_then_indexed()
    {
        using var put = await PutAsync("notes/größe 1.md", Text);
        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        var pending = await GetAsync("notes/größe 1.md");
        Assert.Equal(("notes/größe 1.md", "pending"), (pending.GetProperty("name").GetString(), StateOf(pending)));

        await _app.WhenIdleAsync();
        var indexed = await GetAsync("notes/größe 1.md");
        Assert.Equal("indexed", StateOf(indexed));
        Assert.Equal(1, indexed.GetProperty("chunks").GetInt32());
        Assert.Equal(64, indexed.GetProperty("version").GetString()!.Length);
        Assert.Equal(Text.Length, indexed.GetProperty("bytes").GetInt32());
        Assert.Equal([Text], await _app.TextsAsync("notes/größe 1.md"));
    }

    [Fact]
    public async Task Metadata_of_an_upload_comes_back_with_its_passages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "documents/a.md") { Content = new StringContent(Text) };
        request.Headers.Add("x-ms-meta-lang", "en");
        using var put = await _app.Http.SendAsync(request, Cancellation);
        await _app.WhenIdleAsync();
        using var answer = await _app.SearchAsync(new { query = "gradient descent" });
        Assert.Equal("en", answer.RootElement.GetProperty("results")[0].GetProperty("metadata").GetProperty("lang").GetString());
    }

    [Fact]
    public async Task A_document_changed_is_pending_until_its_new_content_is_indexed()
    {
        await _app.IngestAsync(("a.md", Text));
        await _app.UploadAsync("a.md", "Other text.");
        Assert.Equal("pending", StateOf(await GetAsync("a.md")));
        await _app.WhenIdleAsync();
        Assert.Equal("indexed", StateOf(await GetAsync("a.md")));
    }

    [Fact]
    public async Task A_document_half_way_in_is_pending_and_not_found()
    {
        // All points are in, but the run never gets to say so.
        _app.Qdrant.Faults.Fail("SetPayload", StatusCode.FailedPrecondition);
        await _app.IngestAsync(("a.md", Text));
        Assert.NotEmpty(await _app.PointsAsync("a.md"));
        Assert.Empty(await _app.FoundAsync("gradient descent"));
        Assert.NotEqual("indexed", StateOf(await GetAsync("a.md")));
    }

    [Fact]
    public async Task A_document_without_text_is_empty_and_says_why()
    {
        await _app.IngestAsync(("empty.txt", ""));
        var status = await GetAsync("empty.txt");
        Assert.Equal(
            ("empty", 0, "There is no text in it."),
            (StateOf(status), status.GetProperty("chunks").GetInt32(), status.GetProperty("error").GetString()));
        Assert.Equal(0, status.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public async Task What_reading_left_out_is_told()
    {
        const string Numbers = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34";
        await _app.IngestAsync(("a.json", $$"""{"text":"gradient descent","vector":[{{Numbers}}]}"""));
        // The same again is not read again, and still told.
        await _app.IngestAsync(("a.json", $$"""{"text":"gradient descent","vector":[{{Numbers}}]}"""));

        var status = await GetAsync("a.json");
        Assert.Equal("indexed", StateOf(status));
        Assert.Equal("2 numbers far into lists of numbers left out", Assert.Single(status.GetProperty("notes").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Why_nothing_could_be_read_is_told()
    {
        await _app.IngestAsync(("a.html", "<body><iframe src='a.html'></iframe>"));

        var status = await GetAsync("a.html");
        Assert.Equal(
            ("empty", "No text could be read from it: 1 embedded page (iframe) is not read."),
            (StateOf(status), status.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task What_is_not_read_says_so_and_what_is()
    {
        await _app.IngestAsync(("a.exe", "MZ"));
        var status = await GetAsync("a.exe");
        Assert.Equal("unsupported", StateOf(status));
        Assert.Contains(".md", status.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_broken_says_why_and_loses_what_was_indexed_of_it_before()
    {
        await _app.IngestAsync(("a.json", """{"text": "Once it was whole."}"""));
        Assert.NotEmpty(await _app.PointsAsync("a.json"));
        await _app.IngestAsync(("a.json", """{"text": "Once it was"""));
        var status = await GetAsync("a.json");
        Assert.Equal("failed", StateOf(status));
        Assert.False(string.IsNullOrWhiteSpace(status.GetProperty("error").GetString()));
        Assert.Empty(await _app.PointsAsync("a.json"));
    }

    [Fact]
    public async Task What_a_service_fails_on_counts_its_attempts_and_reconciliation_tries_again()
    {
        _app.Cohere.Faults.Fail("embed", 422);
        await _app.IngestAsync(("a.md", Text));
        var failed = await GetAsync("a.md");
        Assert.Equal(("failed", IDocumentSynchronizer.MaxAttempts), (StateOf(failed), failed.GetProperty("attempts").GetInt32()));
        Assert.Contains("Cohere", failed.GetProperty("error").GetString(), StringComparison.Ordinal);

        _app.Cohere.Faults.Clear();
        Assert.Equal(["a.md"], (await ReconcileAsync()).Requeued);
        await _app.WhenIdleAsync();
        Assert.Equal("indexed", StateOf(await GetAsync("a.md")));
        Assert.Single(await _app.PointsAsync("a.md"));
    }

    [Fact]
    public async Task A_document_deleted_is_gone_from_container_and_search_when_the_answer_comes()
    {
        await _app.IngestAsync(("a/b.md", Text));
        using var deleted = await _app.Http.DeleteAsync("documents/a/b.md", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await _app.PointsAsync("a/b.md"));
        using var gone = await _app.Http.GetAsync("documents/a/b.md", Cancellation);
        await IsProblemAsync(gone, HttpStatusCode.NotFound, "no-such-document");
        using var again = await _app.Http.DeleteAsync("documents/a/b.md", Cancellation);
        await IsProblemAsync(again, HttpStatusCode.NotFound, "no-such-document");
    }

    [Fact]
    public async Task A_blob_deleted_in_the_container_is_pending_while_search_still_finds_it()
    {
        await _app.IngestAsync(("a.md", Text));
        await _app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        Assert.Equal(["a.md"], await _app.FoundAsync("gradient descent"));
        Assert.Equal("pending", StateOf(await GetAsync("a.md")));

        await _app.WhenIdleAsync();
        Assert.Empty(await _app.FoundAsync("gradient descent"));
        using var gone = await _app.Http.GetAsync("documents/a.md", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_blob_over_the_limit_fails_without_being_read()
    {
        await _app.IngestAsync(("a.txt", new string('a', 100_001)));
        var status = await GetAsync("a.txt");
        Assert.Equal("failed", StateOf(status));
        Assert.Contains("Reading__MaxDocumentBytes", status.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _app.Cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task The_list_comes_in_pages_that_miss_and_repeat_nothing()
    {
        var names = Enumerable.Range(10, 7).Select(number => $"doc{number}.txt").ToList();
        foreach (var name in names)
            await _app.UploadAsync(name, $"Text of {name}.");
        await _app.UploadAsync("other.txt", "Another.");
        await _app.WhenIdleAsync();

        var listed = new List<string>();
        var address = "documents?prefix=doc&pageSize=3";
        string? cursor = "";
        while (cursor is not null)
        {
            using var page = await _app.Http.GetFromJsonAsync<JsonDocument>(
                cursor.Length == 0 ? address : $"{address}&cursor={Uri.EscapeDataString(cursor)}", Cancellation);
            var documents = page!.RootElement.GetProperty("documents").EnumerateArray().ToList();
            Assert.InRange(documents.Count, 0, 3);
            Assert.All(documents, document => Assert.Equal("indexed", StateOf(document)), throwIfEmpty: true);
            listed.AddRange(documents.Select(document => document.GetProperty("name").GetString()!));
            cursor = page.RootElement.GetProperty("cursor").GetString();
        }

        Assert.Equal(names, listed);
    }

    [Theory]
    [InlineData("a.exe", 10, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("a.md", 100_001, HttpStatusCode.RequestEntityTooLarge, "request-too-large")]
    [InlineData("a/", 10, HttpStatusCode.BadRequest, "invalid-request")]
    public async Task A_document_that_cannot_be_taken_is_refused_at_once(string name, int length, HttpStatusCode status, string type)
    {
        using var put = await PutAsync(name, new string('a', length));
        await IsProblemAsync(put, status, type);
        Assert.False(await _app.Documents.GetBlobClient(name).ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_that_no_blob_can_have_is_a_problem_and_none_at_all_has_no_function()
    {
        using var tooLong = await PutAsync($"{new string('a', 1_100)}.md", Text);
        await IsProblemAsync(tooLong, HttpStatusCode.BadRequest, "invalid-request");
        using var none = await _app.Http.DeleteAsync("documents/", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("documents?pageSize=0")]
    [InlineData("documents?pageSize=1000")]
    [InlineData("documents?limit=5")]
    public async Task A_bad_page_is_a_problem(string address)
    {
        using var response = await _app.Http.GetAsync(address, Cancellation);
        await IsProblemAsync(response, HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Reconciliation_finds_what_no_event_told_of_page_by_page()
    {
        await _app.IngestAsync(("kept.md", Text), ("lost.md", Text), ("unreadable.exe", "MZ"));
        await _app.Documents.GetBlobClient("lost.md").DeleteAsync(cancellationToken: Cancellation);
        await _app.UploadAsync("missed.md", "Nobody told of it.");

        var (requeued, orphaned) = await ReconcileAsync();
        Assert.Equal(["missed.md"], requeued);
        Assert.Equal(["lost.md"], orphaned);
    }

    [Fact]
    public async Task A_cursor_of_somebody_else_is_a_problem()
    {
        using var response = await _app.Http.PostAsync("reconcile?cursor=abc", content: null, Cancellation);
        await IsProblemAsync(response, HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<(IReadOnlyList<string> Requeued, IReadOnlyList<string> Orphaned)> ReconcileAsync()
    {
        var (requeued, orphaned) = (new List<string>(), new List<string>());
        string? cursor = null;
        do
        {
            using var response = await _app.Http.PostAsync(
                $"reconcile?pageSize=1{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", content: null, Cancellation);
            var page = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ReconciledPage>(JsonSerializerOptions.Web, Cancellation);
            requeued.AddRange(page!.Requeued);
            orphaned.AddRange(page.Orphaned);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return (requeued, [.. orphaned.Distinct()]);
    }

    private async Task<HttpResponseMessage> PutAsync(string name, string content)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        return await _app.Http.PutAsync($"documents/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}", body, Cancellation);
    }

    private async Task<JsonElement> GetAsync(string name)
        => await _app.Http.GetFromJsonAsync<JsonElement>($"documents/{name}", Cancellation);

    private static string? StateOf(JsonElement document) => document.GetProperty("state").GetString();

    private static async Task IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        var problem = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == response.StatusCode, $"{response.StatusCode} {problem}");
        Assert.Contains($"urn:rerankfunctions:problem:{type}", problem, StringComparison.Ordinal);
    }
}
