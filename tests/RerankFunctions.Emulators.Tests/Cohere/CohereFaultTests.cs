using System.Net;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Faults;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class CohereFaultTests : CohereCaller
{
    [Theory]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(498)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_status_is_answered_in_the_form_of_the_service(int status)
    {
        Emulator.Faults.Fail(CohereOperation.Embed, status, count: 1);

        var reply = await EmbedAsync(EmbedJson(["a"]));

        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(["id", "message"], reply.Json.EnumerateObject().Select(p => p.Name));
        Assert.NotEmpty(reply.Message!);
        Assert.Null(reply.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["a"]))).Status);
    }

    [Fact]
    public async Task Retry_after_is_sent_if_asked_for()
    {
        Emulator.Faults.Fail(CohereOperation.Embed, 429, count: 1, retryAfterSeconds: 7);

        Assert.Equal(TimeSpan.FromSeconds(7), (await EmbedAsync(EmbedJson(["a"]))).RetryAfter);
    }

    [Fact]
    public async Task A_fault_of_one_operation_leaves_the_other_alone()
    {
        Emulator.Faults.Fail(CohereOperation.Rerank, 500);

        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["a"]))).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await RerankAsync(RerankJson("q", ["d"]))).Status);
    }

    [Fact]
    public async Task A_dropped_connection_is_an_error_of_the_transport()
    {
        Emulator.Faults.Drop(CohereOperation.Rerank, count: 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => RerankAsync(RerankJson("q", ["d"])));
        Assert.Equal(HttpStatusCode.OK, (await RerankAsync(RerankJson("q", ["d"]))).Status);
    }

    [Fact]
    public async Task A_malformed_body_is_a_200_whose_json_stops_in_the_middle()
    {
        Emulator.Faults.Malform(CohereOperation.Embed, count: 1);

        var reply = await EmbedAsync(EmbedJson(["a"]));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.JsonElement.Parse(reply.Body));
    }

    [Fact]
    public async Task A_late_answer_is_a_whole_one()
    {
        Emulator.Faults.Delay(CohereOperation.Embed, TimeSpan.FromMilliseconds(1), count: 1);

        Assert.Single((await EmbedAsync(EmbedJson(["a"]))).Vectors);
        Assert.Equal(1, Emulator.Calls.Embed.Faults);
        Assert.Equal(1, Emulator.Calls.Embed.Answered);
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_client_gives_up()
    {
        Emulator.Faults.Hang(CohereOperation.Embed, count: 1);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var call = Http.PostAsync("/v2/embed", new StringContent("{}"), patience.Token);
        while (Emulator.Calls.Embed.Faults == 0)
            await Task.Yield();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["a"]))).Status);
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_emulator_stops()
    {
        await using var emulator = await CohereEmulator.StartAsync(new(), Cancelled);
        emulator.Faults.Hang(CohereOperation.Embed);
        var call = Http.PostAsync(new Uri(emulator.Endpoint, "/v2/embed"), new StringContent("{}"), Cancelled);
        while (emulator.Calls.Embed.Faults == 0)
            await Task.Yield();

        await emulator.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Faults_are_set_listed_and_cleared_over_http()
    {
        var set = await SendAsync(HttpMethod.Put, "/_emulator/faults", """
            {"faults":[{"operation":"rerank","kind":"status","status":503,"count":2},{"operation":"*","kind":"drop","probability":0.5,"seed":3}]}
            """);
        Assert.Equal(HttpStatusCode.OK, set.Status);
        Assert.Equal(2, Emulator.Faults.Waiting.Count);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RerankAsync(RerankJson("q", ["d"]))).Status);

        var listed = await SendAsync(HttpMethod.Get, "/_emulator/faults", null);
        Assert.Equal(
            """{"kind":"status","operation":"rerank","status":503,"latencyMs":0,"count":1,"probability":1,"seed":0}""",
            listed.Json.GetProperty("faults")[0].GetRawText());

        var cleared = await SendAsync(HttpMethod.Delete, "/_emulator/faults", null);
        Assert.Equal("""{"faults":[]}""", cleared.Body);
        Assert.Equal(HttpStatusCode.OK, (await RerankAsync(RerankJson("q", ["d"]))).Status);
    }

    [Theory]
    [InlineData("""{"faults":[{"kind":"drop","operatoin":"embed"}]}""", "faults[0].operatoin: unknown field")]
    [InlineData("""{"fault":[]}""", "fault: unknown field")]
    [InlineData("{}", "faults: missing")]
    [InlineData("""{"faults":null}""", "faults: ")]
    [InlineData("""{"faults":[{"operation":"embed"}]}""", "faults[0].kind: missing")]
    [InlineData("[]", "the body: must be an object")]
    [InlineData("""{"faults":[{"kind":"explode"}]}""", "faults[0].kind: ")]
    [InlineData("""{"faults":[{"kind":"drop","count":"two"}]}""", "faults[0].count: ")]
    [InlineData("""{"faults":[{"kind":"drop","operation":null}]}""", "faults[0].operation: ")]
    [InlineData("""{"faults":[{"kind":"status"}]}""", "faults[0].status: ")]
    [InlineData("""{"faults":[{"kind":"drop","operation":"embde"}]}""", "faults[0].operation: ")]
    [InlineData("""{"faults":[""", "")]
    public async Task Faults_that_make_no_sense_are_refused_naming_the_field_and_change_nothing(string json, string message)
    {
        Emulator.Faults.Add(new Fault(FaultKind.Drop));

        var reply = await SendAsync(HttpMethod.Put, "/_emulator/faults", json);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(message, reply.Message);
        Assert.Single(Emulator.Faults.Waiting);
    }
}
