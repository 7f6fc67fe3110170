using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RerankFunctions.Host.Http;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>The worker's life: how it ends, and what comes after.</summary>
public sealed class WorkerTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_worker_fails_what_it_was_answering_and_the_next_one_answers()
    {
        await using var app = await TestHost.StartAsync(azurite);
        app.Diary.OnEntry = entry => entry == "Waits" ? Task.Delay(Timeout.Infinite, Cancellation) : Task.CompletedTask;
        var call = app.Http.GetAsync("api/waits", Cancellation);
        await app.Diary.WhenAsync("Waits");
        Kill(app.WorkerId);
        using var failed = await call;
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        await app.WhenAnsweringAsync();
    }

    [Fact]
    public async Task What_a_killed_worker_was_running_is_tried_again()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        var first = true;
        app.Diary.OnEntry = entry =>
        {
            var wait = first && entry.StartsWith("Watch", StringComparison.Ordinal);
            first &= !wait;
            return wait ? Task.Delay(Timeout.Infinite, Cancellation) : Task.CompletedTask;
        };
        await app.StartAsync();
        await app.UploadAsync("a.md", "x");
        await app.Diary.WhenAsync("Watch");
        Kill(app.WorkerId);
        await app.WhenIdleAsync();
        Assert.Equal(["Watch a.md a.md x", "Watch a.md a.md x"], app.Entries);
        Assert.Equal([false, true], app.Runs.Where(run => run.Function == "Watch").Select(run => run.Succeeded));
    }

    [Fact]
    public async Task A_worker_that_keeps_ending_is_given_up_and_callers_are_told()
    {
        await using var app = await TestHost.StartAsync(azurite);
        for (var end = 1; end <= 3; end++)
        {
            Kill(app.WorkerId);
            if (end == 3)
                break;
            await app.WhenWorkerAsync(end + 1);
            await app.WhenAnsweringAsync();
        }

        var reason = await app.Host.Failed.WaitAsync(Cancellation);
        Assert.Contains("ended 3 times", reason.Message, StringComparison.Ordinal);
        // On a connection of its own: the last one ends where a worker is killed between its answer and its word that the run has ended.
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        using var answer = await http.GetAsync("api/open", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_killed_host_takes_its_worker_along()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        await using var host = await HostProcess.StartAsync(TestHost.AppFolder, app.Settings, Cancellation);
        using var worker = Process.GetProcessById(Assert.Single(host.Workers));
        await host.KillAsync(Cancellation);
        await worker.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task A_host_that_is_stopped_stops_its_worker_in_time()
    {
        await using var app = await TestHost.StartAsync(azurite);
        using var worker = Process.GetProcessById(app.WorkerId);
        await app.StopAsync();
        Assert.True(worker.HasExited);
    }

    [Fact]
    public async Task A_function_that_does_not_end_at_its_timeout_takes_its_worker_along_and_the_next_one_answers()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        app.Diary.OnEntry = entry => entry.StartsWith("Waits", StringComparison.Ordinal) ? Task.Delay(Timeout.Infinite, Cancellation) : Task.CompletedTask;
        await app.StartAsync(options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["functionTimeout"] = "00:00:01" },
            // On a busy machine other calls may take a second too.
            MaxWorkerErrors = int.MaxValue,
        });
        using var failed = await app.Http.GetAsync("api/waits", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        await app.WhenAnsweringAsync();
    }

    [Fact]
    public async Task A_timer_runs_with_its_schedule()
    {
        await using var app = await TestHost.StartAsync(azurite);
        Assert.Equal(["Tick False"], await app.Diary.WhenAsync("Tick"));
    }

    [Fact]
    public async Task What_a_function_logs_comes_under_its_name_at_the_level_of_host_json()
    {
        await using var app = await TestHost.StartAsync(azurite, options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["logging:logLevel:Function.Logs.User"] = "Warning" },
        });
        await app.Http.GetStringAsync("api/logs", Cancellation);
        await app.WhenLoggedAsync("Warning Function.Logs.User: loud");
        Assert.DoesNotContain(app.Logs, line => line.EndsWith("quiet", StringComparison.Ordinal));
    }

    /// <summary>As the host has it: GrpcWorkerChannel.Log in Azure/azure-functions-host.</summary>
    [Fact]
    public async Task What_the_app_logs_outside_of_a_run_is_ignored()
    {
        await using var app = await TestHost.StartAsync(azurite, options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["logging:logLevel:Worker.LanguageWorkerChannel"] = "Trace" },
        });
        await app.Http.GetStringAsync("api/logs?outside=true", Cancellation);
        await app.WhenLoggedAsync(
            "Trace Worker.LanguageWorkerChannel: Ignored, since it names no run: RerankFunctions.Host.TestApp.Requests: outside");
        Assert.Single(app.Logs, line => line.EndsWith("outside", StringComparison.Ordinal));
    }

    /// <summary>A worker's stream is up before its HTTP listens.</summary>
    [Fact]
    public async Task A_refused_connection_is_tried_again()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        TcpListener? late = null;
        using var client = new HttpClient(new RefusedConnectionRetry(new LateHandler(() => (late = new TcpListener(IPAddress.Loopback, port)).Start())));
        var call = client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), Cancellation);
        using var answer = await call;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        late?.Dispose();
    }

    private static void Kill(int process)
    {
        using var worker = Process.GetProcessById(process);
        worker.Kill();
        worker.WaitForExit();
    }

    /// <summary>Lets two connections be refused, then has somebody listen and answer.</summary>
    private sealed class LateHandler(Action listen) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _sent;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++_sent <= 2)
                return await base.SendAsync(request, cancellationToken);
            listen();
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
