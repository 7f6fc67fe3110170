using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Tests.Cohere;

/// <summary>A stack trace and then the question: more than the model reads.</summary>
public sealed class LongQueryTests : IAsyncLifetime
{
    private const string Question = "Why does the scaler fail on the second fold?";

    private static readonly string Trace = string.Concat(Enumerable.Range(0, 40).Select(at => $"  at x.y.Frame{at}(Scaler.cs:{at})\n"));

    private EmulatedServices _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Of_a_query_that_Cohere_refuses_as_too_long_both_ends_are_embedded_and_the_notes_say_so()
    {
        var embeddings = await EmbedAsync(Trace + Question);

        Assert.Single(embeddings.Vectors);
        Assert.Contains("without", Assert.Single(embeddings.Notes!), StringComparison.Ordinal);
        var asked = _services.Cohere.Calls.Bodies("embed")[^1];
        Assert.Contains("at x.y.Frame0(", asked, StringComparison.Ordinal);
        Assert.Contains(Question, asked, StringComparison.Ordinal);
        Assert.Equal(1, _services.Cohere.Calls.Embed.Answered);
    }

    [Fact]
    public async Task A_short_query_beside_a_long_one_is_embedded_whole_and_has_no_note()
    {
        var alone = await EmbedAsync("a short one");
        var embeddings = await EmbedAsync(Trace + Question, "a short one");
        Assert.Equal(2, embeddings.Vectors.Count);
        Assert.Equal(alone.Vectors[0], embeddings.Vectors[1]);
        Assert.Single(embeddings.Notes!);
    }

    [Fact]
    public async Task A_query_that_the_model_reads_whole_is_sent_once_and_has_no_note()
    {
        Assert.Empty((await EmbedAsync(Question)).Notes ?? []);
        Assert.Equal(1, _services.Cohere.Calls.Embed.Calls);
    }

    [Fact]
    public async Task Text_with_a_token_for_each_letter_is_cut_until_it_fits()
        => Assert.Single((await EmbedAsync(string.Concat(Enumerable.Repeat("😀", 1_000)))).Notes!);

    [Fact]
    public async Task What_Cohere_refuses_for_another_reason_is_refused()
    {
        _services.Cohere.Faults.Fail("embed", 400);
        var refusal = await Assert.ThrowsAsync<DependencyException>(() => EmbedAsync(Trace + Question));
        Assert.Equal(DependencyFailure.Refused, refusal.Failure);
    }

    private async Task<Embeddings> EmbedAsync(params string[] queries)
    {
        using var app = _services.App();
        return await app.Services.GetRequiredService<IEmbedder>().EmbedQueriesAsync(queries, Cancellation);
    }
}
