using System.Net;
using System.Text;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>HTTP functions as callers of the real host see them.</summary>
public sealed class HttpTests(HttpTests.Running running) : IClassFixture<HttpTests.Running>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHost App => running.App;

    [Theory]
    [InlineData("GET", "api/things/7", "GetThing 7")]
    [InlineData("GET", "api/things/7?x=1", "GetThing 7")]
    [InlineData("PUT", "api/files/a/b%20c/d.md", "PutFile a/b c/d.md 0 0")]
    [InlineData("GET", "api/Unrouted", "Unrouted")]
    [InlineData("DELETE", "api/unrouted", "Unrouted")]
    [InlineData("GET", "api/action", "an action result")]
    public async Task A_request_reaches_the_function_of_its_route_and_method(string method, string path, string expected)
        => Assert.Equal((HttpStatusCode.OK, expected), await SendAsync(method, path));

    [Theory]
    [InlineData("GET", "things/7")]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "api/things/seven")]
    [InlineData("POST", "api/things/7")]
    [InlineData("HEAD", "api/things/7")]
    [InlineData("GET", "runtime/webhooks/nothing")]
    public async Task Anything_else_is_a_404_without_a_body(string method, string path)
        => Assert.Equal((HttpStatusCode.NotFound, ""), await SendAsync(method, path));

    [Fact]
    public async Task Functions_are_tried_in_the_order_of_their_names_and_the_first_match_wins()
        => Assert.Equal((HttpStatusCode.OK, "AnyFolder"), await SendAsync("GET", "api/folders"));

    [Theory]
    [InlineData("api/named", """{"place": "body"}""", "Named body")]
    [InlineData("api/named?place=query", """{"place": "body"}""", "Named query")]
    [InlineData("api/named/route?place=query", """{"place": "body"}""", "Named route")]
    [InlineData("api/named", "no JSON", "Named ")]
    public async Task A_parameter_takes_its_value_by_name_from_body_query_and_route_of_which_the_later_wins(string path, string body, string expected)
        => Assert.Equal((HttpStatusCode.OK, expected), await SendAsync("POST", path, new StringContent(body, Encoding.UTF8, "application/json")));

    [Fact]
    public async Task A_caller_can_break_a_parameter_that_is_not_its_own_by_naming_it()
        => Assert.Equal((HttpStatusCode.InternalServerError, ""), await SendAsync("GET", "api/waits?cancellationToken=x"));

    [Fact]
    public async Task A_body_of_known_length_and_one_in_chunks_arrive_whole()
    {
        var bytes = new byte[1_000_000];
        Assert.Equal((HttpStatusCode.OK, "PutFile a 1000000 1000000"), await SendAsync("PUT", "api/files/a", new ByteArrayContent(bytes)));
        Assert.Equal((HttpStatusCode.OK, "PutFile a 1000000 "), await SendAsync("PUT", "api/files/a", new Chunked(bytes.Length)));
    }

    /// <summary>A chunked body's properties are not looked at, since it is not read before it is passed on.</summary>
    [Fact]
    public async Task A_body_in_chunks_names_no_parameters()
        => Assert.Equal(
            (HttpStatusCode.OK, "Named "),
            await SendAsync("POST", "api/named", new Chunked(Encoding.UTF8.GetBytes("""{"place": "body"}"""))));

    [Fact]
    public async Task A_body_of_100_MiB_is_passed_on_and_one_byte_more_is_an_empty_500()
    {
        const int Limit = 104_857_600;
        Assert.Equal((HttpStatusCode.OK, $"PutFile a {Limit} {Limit}"), await SendAsync("PUT", "api/files/a", new Chunked(Limit) { Known = true }));
        Assert.Equal((HttpStatusCode.InternalServerError, ""), await SendAsync("PUT", "api/files/a", new Chunked(Limit + 1) { Known = true }));
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_without_a_word_and_is_told_of()
    {
        Assert.Equal((HttpStatusCode.InternalServerError, ""), await SendAsync("GET", "api/throws"));
        var run = Assert.Single(App.Runs, run => run.Function == "Throws");
        Assert.False(run.Succeeded);
        Assert.Contains("a secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_is_asked_for_unless_one_is_set()
        => Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "api/things/7")).Status);

    [Fact]
    public async Task The_function_is_told_when_the_caller_goes_away()
    {
        App.Diary.OnEntry = entry => entry == "Waits" ? Task.Delay(Timeout.Infinite, Cancellation) : Task.CompletedTask;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = App.Http.GetAsync("api/waits", leaving.Token);
        await App.Diary.WhenAsync("Waits");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await App.Diary.WhenAsync("Waits no longer");
    }

    [Fact]
    public async Task The_worker_is_started_as_the_host_starts_it_and_has_the_settings()
    {
        var (_, body) = await SendAsync("GET", "api/surroundings");
        var told = JsonDocument.Parse(body).RootElement;
        var arguments = told.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()).ToList();
        Assert.Equal(
            ["--host", "--port", "--workerId", "--requestId", "--grpcMaxMessageLength",
                "--functions-uri", "--functions-worker-id", "--functions-request-id", "--functions-grpc-max-message-length"],
            arguments.Where(argument => argument!.StartsWith("--", StringComparison.Ordinal)));
        Assert.Equal(TestHost.AppFolder, told.GetProperty("folder").GetString());
        Assert.True(Guid.TryParse(told.GetProperty("invocation").GetString(), out _));
        var settings = told.GetProperty("settings");
        Assert.Equal("dotnet-isolated", settings.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.Equal(TestHost.AppFolder, settings.GetProperty("FUNCTIONS_APPLICATION_DIRECTORY").GetString());
        Assert.Equal(TestHost.AppFolder, settings.GetProperty("FUNCTIONS_WORKER_DIRECTORY").GetString());
        Assert.Equal("Development", settings.GetProperty("AZURE_FUNCTIONS_ENVIRONMENT").GetString());
        Assert.Equal(App.Diary.Address.ToString(), settings.GetProperty("DIARY").GetString());
    }

    [Fact]
    public async Task Processes_that_the_app_starts_run_as_without_a_host()
    {
        var (status, body) = await SendAsync("GET", "api/child");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("10.", body, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };

        // So that a body that is refused need not be sent.
        request.Headers.ExpectContinue = content is Chunked { Known: true };
        using var response = await App.Http.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public sealed class Running(SharedAzurite azurite) : IAsyncLifetime
    {
        public TestHost App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await TestHost.StartAsync(azurite);

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    /// <summary>A body that is sent as it is made; in chunks, unless its length is known.</summary>
    private sealed class Chunked(ReadOnlyMemory<byte> bytes) : HttpContent
    {
        public Chunked(int length) : this(new byte[length])
        {
        }

        public bool Known { get; init; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return Known;
        }
    }
}
