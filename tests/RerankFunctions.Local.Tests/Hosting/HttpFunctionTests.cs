using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Hosting;

public sealed class HttpFunctionTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "api/things/7", "GetThing 7")]
    [InlineData("GET", "api/things/7?x=1", "GetThing 7")]
    [InlineData("PUT", "api/files/a/b%20c/d.md", "PutFile a/b c/d.md")]
    [InlineData("GET", "api/Unrouted", "Unrouted")]
    [InlineData("DELETE", "api/unrouted", "Unrouted")]
    [InlineData("GET", "api/action", "an action result")]
    [InlineData("GET", "api/deferred", "deferred")]
    public async Task A_request_reaches_the_function_of_its_route_and_method(string method, string path, string expected)
    {
        await using var host = await StartAsync();
        var (status, body) = await SendAsync(host, method, path);
        Assert.Equal((HttpStatusCode.OK, expected), (status, body));
    }

    [Theory]
    [InlineData("GET", "things/7")]
    [InlineData("GET", "api/nothing")]
    [InlineData("POST", "api/things/7")]
    [InlineData("HEAD", "api/things/7")]
    public async Task Anything_else_is_a_404_without_a_body(string method, string path)
    {
        await using var host = await StartAsync();
        var (status, body) = await SendAsync(host, method, path);
        Assert.Equal((HttpStatusCode.NotFound, ""), (status, body));
    }

    [Fact]
    public async Task The_route_prefix_is_that_of_host_json()
    {
        await using var host = await StartAsync(options => options with { HostJson = new HostJson { RoutePrefix = "" } });
        var (_, body) = await SendAsync(host, "GET", "things/7");
        Assert.Equal("GetThing 7", body);
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_without_a_word_and_is_told_of()
    {
        var app = App();
        await using var host = await app.StartAsync();
        var (status, body) = await SendAsync(host, "GET", "api/throws");
        Assert.Equal((HttpStatusCode.InternalServerError, ""), (status, body));
        var run = Assert.Single(app.Runs);
        Assert.Equal(("Throws", FunctionOutcome.Failed, "a secret"), (run.Function, run.Outcome, run.Error));
    }

    [Fact]
    public async Task No_key_is_asked_for_unless_one_is_set()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, "GET", "api/things/7")).Status);
    }

    [Theory]
    [InlineData("api/things/7", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/things/7", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/things/7", "right", HttpStatusCode.OK)]
    [InlineData("api/things/7?code=right", null, HttpStatusCode.OK)]
    [InlineData("api/things/7?code=wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/open", null, HttpStatusCode.OK)]
    public async Task With_a_key_set_only_anonymous_functions_are_open(string path, string? key, HttpStatusCode expected)
    {
        await using var host = await StartAsync(options => options with { Key = "right" });
        var (status, body) = await SendAsync(host, "GET", path, key);
        Assert.Equal(expected, status);
        if (expected is HttpStatusCode.Unauthorized)
            Assert.Equal("", body);
    }

    [Fact]
    public async Task The_function_is_told_when_the_caller_goes_away()
    {
        var app = App();
        var (started, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        app.Diary.OnEntry = async (_, aborted) =>
        {
            aborted.Register(told.SetResult);
            started.SetResult();
            await told.Task;
            aborted.ThrowIfCancellationRequested();
        };
        await using var host = await app.StartAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var client = new HttpClient();
        var call = client.GetAsync(new Uri(host.BaseAddress, "api/waits"), leaving.Token);
        await started.Task.WaitAsync(Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    private TestApp App() => new(azurite.TakeAccount(), typeof(Functions));

    private Task<FunctionHost> StartAsync(Func<FunctionHostOptions, FunctionHostOptions>? change = null) => App().StartAsync(change);

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(FunctionHost host, string method, string path, string? key = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.BaseAddress, path));
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public sealed class Functions(Diary diary)
    {
        [Function("GetThing")]
        public static IResult GetThing(
            [HttpTrigger(AuthorizationLevel.Function, "get", Route = "things/{id:int}")] HttpRequest request, int id)
            => Results.Text($"GetThing {id}");

        [Function("PutFile")]
        public static async ValueTask<IResult> PutFile(
            [HttpTrigger(AuthorizationLevel.Function, "put", Route = "files/{*name}")] HttpRequest request, string name)
        {
            await Task.Yield();
            return Results.Text($"PutFile {name}");
        }

        [Function("Unrouted")]
        public static Task Unrouted([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request, HttpContext context)
            => context.Response.WriteAsync("Unrouted");

        [Function("Action")]
        public static IActionResult Action([HttpTrigger(AuthorizationLevel.Function, "get", Route = "action")] HttpRequest request)
            => new ContentResult { Content = "an action result" };

        [Function("Deferred")]
        public async Task<IResult> Deferred(
            [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deferred")] HttpRequest request, CancellationToken cancellationToken)
        {
            await diary.WriteAsync("deferred", cancellationToken);
            return Results.Text("deferred");
        }

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Function, "get", Route = "throws")] HttpRequest request)
            => throw new InvalidOperationException("a secret");

        [Function("Open")]
        public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request)
            => Results.Text("open");

        [Function("Waits")]
        public Task Waits(
            [HttpTrigger(AuthorizationLevel.Function, "get", Route = "waits")] HttpRequest request, CancellationToken cancellationToken)
            => diary.WriteAsync("waits", cancellationToken);
    }
}
