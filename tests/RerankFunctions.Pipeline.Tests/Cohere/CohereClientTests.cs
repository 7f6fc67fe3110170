using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions.Pipeline.Tests.Cohere;

/// <summary>What goes over the wire to Cohere, and what its errors become, against the emulator's socket.</summary>
public sealed class CohereClientTests : IAsyncLifetime
{
    private const string Embed = "embed";
    private const string Rerank = "rerank";

    private CohereEmulator _cohere = null!;
    private IHost _app = null!;
    private CohereClient _client = null!;
    private IEmbedder _embedder = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cohere = await CohereEmulator.StartAsync(new CohereEmulatorOptions { Models = new LexicalModels(), ApiKey = "the-key" }, Cancellation);
        (_app, _client, _embedder) = ClientOf("the-key");
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _cohere.DisposeAsync();
    }

    [Fact]
    public async Task Documents_are_embedded_by_exactly_this_request()
    {
        await _embedder.EmbedDocumentsAsync(["one", "two"], Cancellation);
        Assert.Equal(
            """{"model":"embed-english-v3.0","input_type":"search_document","texts":["one","two"],"embedding_types":["float"],"truncate":"END","priority":500}""",
            Assert.Single(_cohere.Calls.Bodies(Embed)));
    }

    [Fact]
    public async Task A_query_is_embedded_as_a_query()
    {
        await _embedder.EmbedQueriesAsync(["one"], Cancellation);
        Assert.Equal(
            """{"model":"embed-english-v3.0","input_type":"search_query","texts":["one"],"embedding_types":["float"],"truncate":"NONE","priority":0}""",
            Assert.Single(_cohere.Calls.Bodies(Embed)));
    }

    [Fact]
    public async Task Documents_are_reranked_by_exactly_this_request()
    {
        await _client.RerankAsync("a query", ["one", "two", "three"], 2, Cancellation);
        Assert.Equal(
            """{"model":"rerank-english-v3.0","query":"a query","documents":["one","two","three"],"top_n":2,"priority":0}""",
            Assert.Single(_cohere.Calls.Bodies(Rerank)));
    }

    [Fact]
    public async Task Vectors_come_in_the_order_of_the_texts_with_the_tokens_billed()
    {
        var together = await _embedder.EmbedDocumentsAsync(["feature scaling", "musical scales"], Cancellation);
        var second = await _embedder.EmbedDocumentsAsync(["musical scales"], Cancellation);
        Assert.Equal(2, together.Vectors.Count);
        Assert.All(together.Vectors, vector => Assert.Equal(1024, vector.Length), throwIfEmpty: true);
        Assert.Equal(second.Vectors[0], together.Vectors[1]);
        Assert.Equal(_cohere.Calls.Embed.Tokens, together.Usage.Amount + second.Usage.Amount);
    }

    [Fact]
    public async Task A_ranking_names_documents_by_their_place_and_what_it_cost()
    {
        var ranking = await _client.RerankAsync("musical scales", ["feature scaling of inputs", "the scales of musical keys"], 1, Cancellation);
        Assert.Equal(1, Assert.Single(ranking.Ranking).Index);
        Assert.Equal(1, ranking.SearchUnits);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_failure_that_passes_is_tried_again(int status)
    {
        _cohere.Faults.Fail(Embed, status, count: 2);
        Assert.Single((await _embedder.EmbedQueriesAsync(["one"], Cancellation)).Vectors);
        Assert.Equal(3, _cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task A_dropped_connection_is_tried_again()
    {
        _cohere.Faults.Drop(Embed, count: 1);
        Assert.Single((await _embedder.EmbedDocumentsAsync(["one"], Cancellation)).Vectors);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(498)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        _cohere.Faults.Fail(Rerank, status);
        await Assert.ThrowsAsync<DependencyException>(() => _client.RerankAsync("a", ["b"], 1, Cancellation));
        Assert.Equal(1, _cohere.Calls.Rerank.Calls);
    }

    [Theory]
    [InlineData(429, DependencyFailure.Throttled)]
    [InlineData(500, DependencyFailure.BadResponse)]
    [InlineData(503, DependencyFailure.Unavailable)]
    [InlineData(504, DependencyFailure.TimedOut)]
    [InlineData(404, DependencyFailure.Refused)]
    public async Task A_lasting_failure_says_what_kind_it_is(int status, DependencyFailure kind)
    {
        _cohere.Faults.Fail(Rerank, status);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => _client.RerankAsync("a", ["b"], 1, Cancellation));
        Assert.Equal(("Cohere", kind), (failure.Dependency, failure.Failure));
    }

    [Fact]
    public async Task A_Retry_After_beyond_our_patience_is_passed_on_at_once()
    {
        _cohere.Faults.Fail(Embed, 429, retryAfterSeconds: 60);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => _embedder.EmbedQueriesAsync(["one"], Cancellation));
        Assert.Equal((DependencyFailure.Throttled, TimeSpan.FromSeconds(60)), (failure.Failure, failure.RetryAfter));
        Assert.Equal(1, _cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task A_429_of_a_query_opens_no_circuit()
    {
        _cohere.Faults.Fail(Embed, 429, retryAfterSeconds: 60, count: 50);
        for (var refused = 0; refused < 50; refused++)
        {
            var failure = await Assert.ThrowsAsync<DependencyException>(() => _embedder.EmbedQueriesAsync(["one"], Cancellation));
            Assert.Equal(DependencyFailure.Throttled, failure.Failure);
        }

        Assert.Single((await _embedder.EmbedQueriesAsync(["one"], Cancellation)).Vectors);
    }

    [Fact]
    public async Task A_call_that_hangs_ends_as_timed_out()
    {
        _cohere.Faults.Hang(Embed);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => _embedder.EmbedQueriesAsync(["one"], Cancellation));
        Assert.Equal(DependencyFailure.TimedOut, failure.Failure);
    }

    [Fact]
    public async Task A_malformed_body_is_a_bad_response()
    {
        _cohere.Faults.Malform(Embed);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => _embedder.EmbedQueriesAsync(["one"], Cancellation));
        Assert.Equal(DependencyFailure.BadResponse, failure.Failure);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_without_being_told_to_anybody()
    {
        var (app, _, embedder) = ClientOf("not-the-key");
        using (app)
        {
            var failure = await Assert.ThrowsAsync<DependencyException>(() => embedder.EmbedQueriesAsync(["one"], Cancellation));
            Assert.Equal(DependencyFailure.Refused, failure.Failure);
            Assert.DoesNotContain("not-the-key", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_unavailable()
    {
        await _cohere.DisposeAsync();
        var failure = await Assert.ThrowsAsync<DependencyException>(() => _embedder.EmbedQueriesAsync(["one"], Cancellation));
        Assert.Equal(DependencyFailure.Unavailable, failure.Failure);
    }

    private (IHost App, CohereClient Client, IEmbedder Embedder) ClientOf(string key)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cohere:Endpoint"] = _cohere.Endpoint.ToString(),
            ["Cohere:ApiKey"] = key,
            ["Search:RerankTimeoutSeconds"] = "0.5",
        });
        builder.AddRerankFunctions();
        builder.Services.AddSingleton<ISharedMinute>(new PartsInMemory());
        var app = builder.Build();
        return (app, app.Services.GetRequiredService<CohereClient>(), app.Services.GetRequiredService<IEmbedder>());
    }
}
