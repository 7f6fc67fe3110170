using System.Net;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class CohereCallsTests : CohereCaller
{
    [Fact]
    public async Task Calls_inputs_tokens_and_faults_are_counted_in_process_and_over_http()
    {
        await EmbedAsync(EmbedJson(["one two", "three"]));
        await EmbedAsync(EmbedJson(["four"], inputType: "search_query"));
        await EmbedAsync("{}");
        Emulator.Faults.Fail(CohereOperation.Rerank, 500, count: 1);
        await RerankAsync(RerankJson("one two", ["three"]));
        await RerankAsync(RerankJson("one two", ["three", "four"]));

        Assert.Equal((3, 2, 3, 4, 0), Figures(Emulator.Calls.Embed));
        Assert.Equal(2, Emulator.Calls.Embed.InputsByType["search_document"]);
        Assert.Equal(1, Emulator.Calls.Embed.InputsByType["search_query"]);
        Assert.Equal((2, 1, 2, 4, 1), Figures(Emulator.Calls.Rerank));
        Assert.Equal(
            """
            {"embed":{"calls":3,"answered":2,"inputs":3,"tokens":4,"faults":0,"inputsByType":{"search_document":2,"search_query":1}},"rerank":{"calls":2,"answered":1,"inputs":2,"tokens":4,"faults":1,"inputsByType":{}}}
            """,
            (await SendAsync(HttpMethod.Get, "/_emulator/calls", null)).Body);
    }

    [Fact]
    public async Task The_bodies_of_the_latest_requests_are_kept_as_they_came()
    {
        var bodies = Enumerable.Range(0, 60).Select(i => EmbedJson([$"text {i}"])).ToArray();
        foreach (var body in bodies)
            await EmbedAsync(body);
        await RerankAsync("{ \"model\" :");

        Assert.Equal(bodies[11..], Emulator.Calls.Bodies(CohereOperation.Embed));
        Assert.Equal(["{ \"model\" :"], Emulator.Calls.Bodies(CohereOperation.Rerank));
    }

    [Fact]
    public async Task Counting_can_start_afresh()
    {
        await EmbedAsync(EmbedJson(["a"]));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, "/_emulator/calls", null)).Status);

        Assert.Equal((0, 0, 0, 0, 0), Figures(Emulator.Calls.Embed));
        Assert.Empty(Emulator.Calls.Embed.InputsByType);
        Assert.Empty(Emulator.Calls.Bodies(CohereOperation.Embed));
    }

    private static (long Calls, long Answered, long Inputs, long Tokens, long Faults) Figures(CallCounts counts)
        => (counts.Calls, counts.Answered, counts.Inputs, counts.Tokens, counts.Faults);
}
