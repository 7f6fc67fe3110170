using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions.Pipeline.Tests.Cohere;

/// <summary>Answers of which the headers come and the body does not, or not all of it.</summary>
public sealed class PartialAnswerTests : IAsyncDisposable
{
    /// <summary>Far beyond what the calls may take: a test that gets here hangs.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(30);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;
    private int _answers;

    [Fact]
    public async Task An_answer_that_stalls_is_not_waited_for()
    {
        using var app = Start(stalls: true);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => EmbedAsync(app));
        Assert.Equal(DependencyFailure.TimedOut, failure.Failure);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        using var app = Start(stalls: false);
        var failure = await Assert.ThrowsAsync<DependencyException>(() => EmbedAsync(app));
        Assert.Equal(DependencyFailure.Unavailable, failure.Failure);
        Assert.Equal(3, _answers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _server.Stop();
        await _serving;
        _stop.Dispose();
    }

    private static Task<(float[][] Vectors, long Tokens)> EmbedAsync(IHost app) => app.Services.GetRequiredService<CohereClient>()
        .EmbedAsync(CohereCallPurpose.Query, "search_query", ["a query"], "NONE", TestContext.Current.CancellationToken).WaitAsync(Hanging);

    private IHost Start(bool stalls)
    {
        _server.Start();
        _serving = ServeAsync(stalls);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cohere:Endpoint"] = $"http://{_server.LocalEndpoint}",
            ["Cohere:ApiKey"] = "any",
            ["Search:EmbedTimeoutSeconds"] = stalls ? "0.5" : "10",
        });
        builder.AddRerankFunctions();
        return builder.Build();
    }

    private async Task ServeAsync(bool stalls)
    {
        var stalled = new List<TcpClient>();
        try
        {
            while (true)
            {
                var caller = await _server.AcceptTcpClientAsync(_stop.Token);
                var stream = caller.GetStream();
                await stream.ReadAtLeastAsync(new byte[64 * 1024], 1, throwOnEndOfStream: false, _stop.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":"), _stop.Token);
                _answers++;
                stalled.Add(caller);
                if (!stalls)
                    caller.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (OperationCanceledException)
        {
            stalled.ForEach(caller => caller.Dispose());
        }
    }
}
