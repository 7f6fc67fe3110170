using System.Net;
using System.Net.Http.Json;
using Grpc.Core;
using RerankFunctions.Emulators.Faults;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests;

[Trait("runs", "through the worker")]
public sealed class LogTests(SharedAzurite azurite)
{
    /// <summary>Words that are nowhere but in a query, a key or a text.</summary>
    private const string InQuery = "zwiebelkuchen", InKey = "sesamoeffnedich", InText = "quittengelee";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task How_a_document_ended_is_told_on_the_hosts_console()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.IngestAsync(("a.md", "One document."), ("a.pdf", "no PDF"));
        await WhenLoggedAsync(app, "Information", ".User: Indexed a.md: 1 chunks");
        await WhenLoggedAsync(app, "Warning", ".User: a.pdf cannot be indexed: ");
    }

    [Fact]
    public async Task Logs_hold_no_query_no_key_and_no_text()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.IngestAsync(("a.md", $"One document on {InText}."));
        using (var found = await app.Http.GetAsync($"search?q={InQuery}&code={InKey}", Cancellation))
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        using (await app.SearchAsync(new { query = InQuery }))
        {
        }

        // What services say of a refusal repeats what they were sent.
        var said = $"wrong input: {new string('x', 100)} {InQuery} {InText}";
        app.Qdrant.Faults.Add(new Fault(FaultKind.Status, "Query", (int)StatusCode.InvalidArgument, Message: said, Count: 1));
        using (var refused = await app.Http.PostAsJsonAsync("search", new { query = InQuery }, Cancellation))
            Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        app.Cohere.Faults.Add(new Fault(FaultKind.Status, "rerank", 400, Message: said, Count: 1));
        using (await app.SearchAsync(new { query = InQuery }))
        {
        }

        app.Qdrant.Faults.Add(new Fault(FaultKind.Status, "Upsert", (int)StatusCode.InvalidArgument, Message: said, Count: 1));
        app.Cohere.Faults.Add(new Fault(FaultKind.Status, "embed", 400, Message: said, Count: 1));
        await app.IngestAsync(("b.md", $"Another on {InText}."));

        await WhenLoggedAsync(app, "Information", ".User: Indexed b.md");
        Assert.DoesNotContain(app.Logs, line => ((string[])[InQuery, InKey, InText]).Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_failure_whose_cause_is_known_is_one_line()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        app.Cohere.Faults.Fail("embed", 422);
        await app.IngestAsync(("a.md", "One document."));
        await WhenLoggedAsync(app, "Error", ".User: a.md is given up on");
        var told = app.Logs.Where(line => line.Contains(".User: a.md ", StringComparison.Ordinal)).ToList();
        Assert.All(told, line => Assert.Matches(@": Cohere [^|]+\z", line), throwIfEmpty: true); // what follows a bar is the exception's own text

        app.Cohere.Faults.Clear();
        app.Cohere.Faults.Fail("rerank", 400);
        await app.IngestAsync(("b.md", "Another document."));
        using (await app.SearchAsync(new { query = "document" }))
        {
        }

        await WhenLoggedAsync(app, "Error", "no search is reranked until");
        Assert.Matches(@": Cohere [^|]+\z", app.Logs.Single(line => line.Contains("no search is reranked until", StringComparison.Ordinal)));
    }

    /// <summary>Sixteen lines a search were the frameworks'; the host is sent each, and takes them for its own.</summary>
    [Fact]
    public async Task A_search_is_one_line_of_the_apps_log()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.IngestAsync(("a.md", "One document."));
        using (await app.SearchAsync(new { query = "document" }))
        {
        }

        await WhenLoggedAsync(app, "Information", "Function.Search.User: Search answered");
        app.Logs.Clear();
        using (await app.SearchAsync(new { query = "document" }))
        {
        }

        await WhenLoggedAsync(app, "Information", "Function.Search.User: Search answered");
        Assert.Single(app.Logs, line => line.Contains(".User:", StringComparison.Ordinal) || line.Contains("Ignored", StringComparison.Ordinal));
    }

    /// <summary>Whichever function it was: an upload comes to two.</summary>
    private static Task WhenLoggedAsync(EmulatedApp app, string level, string text) => Waiting.UntilAsync(
        () => app.Logs.Any(line => line.StartsWith(level, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)));
}
