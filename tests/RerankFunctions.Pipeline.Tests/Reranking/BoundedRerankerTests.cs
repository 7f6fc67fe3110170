using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Tests.Reranking;

/// <summary>What every reranker is kept within, tried on Cohere's.</summary>
public sealed class BoundedRerankerTests : IAsyncLifetime
{
    private static readonly Candidate[] Candidates =
    [
        new(new DocumentId("a.md"), 0, "Feature scaling", "Feature scaling > When", 3, 4, "Some models: \"yes\".", new Dictionary<string, string>(), 0.5),
        new(new DocumentId("b.md"), 1, null, null, null, null, "Two\nlines", new Dictionary<string, string>(), 0.4),
    ];

    private readonly FakeTimeProvider _clock = new();
    private EmulatedServices _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Title_heading_and_text_are_what_is_sent_to_rerank()
    {
        using var app = _services.App();
        Assert.NotNull(await RerankAsync(app.Services));
        using var request = JsonDocument.Parse(Assert.Single(_services.Cohere.Calls.Bodies("rerank")));
        Assert.Equal(
            [
                "title: Feature scaling\nheading: Feature scaling > When\ntext: 'Some models: \"yes\".'\n",
                "text: >-\n  Two\n\n  lines\n",
            ],
            request.RootElement.GetProperty("documents").EnumerateArray().Select(document => document.GetString()));
    }

    [Fact]
    public async Task One_that_keeps_failing_is_left_alone_for_a_moment()
    {
        using var app = _services.App(_clock);
        _services.Cohere.Faults.Fail("rerank", 422, count: 20); // refused for good: no reason to leave it alone
        for (var search = 0; search < 20; search++)
            Assert.Null(await RerankAsync(app.Services));
        Assert.Equal(20, _services.Cohere.Calls.Rerank.Calls);

        _services.Cohere.Faults.Malform("rerank");
        for (var search = 0; search < 40; search++)
            Assert.Null(await RerankAsync(app.Services));
        var calls = _services.Cohere.Calls.Rerank.Calls;
        Assert.InRange(calls, 21, 59);
        Assert.Null(await RerankAsync(app.Services));
        Assert.Equal(calls, _services.Cohere.Calls.Rerank.Calls);

        _services.Cohere.Faults.Clear();
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(await RerankAsync(app.Services));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(401, true)]
    [InlineData(500, false)]
    public async Task One_that_is_refused_for_good_is_told_from_one_that_fails(int status, bool isRefused)
    {
        using var app = _services.App();
        _services.Cohere.Faults.Fail("rerank", status);
        Assert.Equal(
            new BoundedRerank(Result: null, isRefused),
            await app.Services.GetRequiredService<Rerankers>().Find("cohere").RerankAsync("a query", Candidates, topN: 2, Cancellation));
    }

    private static async Task<RerankResult?> RerankAsync(IServiceProvider services)
        => (await services.GetRequiredService<Rerankers>().Find("cohere").RerankAsync("a query", Candidates, topN: 2, Cancellation)).Result;
}
