using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Hosting;

public sealed class QueueTriggerTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_queue_is_made_and_its_messages_are_delivered_once()
    {
        var app = App();
        await using var host = await app.StartAsync();
        await app.Queue("orders").SendMessageAsync("grüße {}", Cancellation);
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["grüße {}"], app.Diary.Entries);
    }

    [Fact]
    public async Task A_failing_message_goes_to_the_poison_queue_after_the_attempts_of_host_json()
    {
        var app = App();
        app.Diary.OnEntry = (_, _) => throw new InvalidOperationException("No.");
        await using var host = await app.StartAsync(options => options with { HostJson = new HostJson { QueueAttempts = 3 } });
        await app.Queue("orders").SendMessageAsync("bad", Cancellation);
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["bad", "bad", "bad"], app.Diary.Entries);
        var poison = (await app.Queue("orders-poison").ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal("bad", Assert.Single(poison).Body.ToString());
    }

    [Fact]
    public async Task A_message_that_is_not_base64_goes_to_the_poison_queue_as_it_is()
    {
        var app = App();
        await using var host = await app.StartAsync();
        await app.Queue("orders", QueueMessageEncoding.None).SendMessageAsync("not base64!", Cancellation);
        await host.WhenIdleAsync(Cancellation);
        Assert.Empty(app.Diary.Entries);
        var poison = (await app.Queue("orders-poison", QueueMessageEncoding.None).ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal("not base64!", Assert.Single(poison).Body.ToString());
    }

    [Fact]
    public async Task With_encoding_none_in_host_json_messages_are_taken_as_they_are()
    {
        var app = App();
        await using var host = await app.StartAsync(
            options => options with { HostJson = new HostJson { QueueEncoding = QueueMessageEncoding.None } });
        await app.Queue("orders", QueueMessageEncoding.None).SendMessageAsync("plain", Cancellation);
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["plain"], app.Diary.Entries);
    }

    [Fact]
    public async Task A_message_stays_hidden_for_as_long_as_it_is_worked_on()
    {
        var app = App();
        app.Diary.OnEntry = async (_, _) =>
        {
            // Twice the lease, by the queue's own clock: without renewal the message would be delivered a second time.
            var clock = System.Diagnostics.Stopwatch.StartNew();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (clock.Elapsed < TimeSpan.FromSeconds(4))
                await timer.WaitForNextTickAsync(Cancellation);
        };
        await using var host = await app.StartAsync(options => options with { Lease = TimeSpan.FromSeconds(2) });
        await app.Queue("orders").SendMessageAsync("long", Cancellation);
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["long"], app.Diary.Entries);
    }

    private TestApp App() => new(azurite.TakeAccount(), typeof(Functions));

    public sealed class Functions(Diary diary)
    {
        [Function("Order")]
        public Task Order([QueueTrigger("orders", Connection = "DocumentsStorage")] string message, CancellationToken stopping)
            => diary.WriteAsync(message, stopping);
    }
}
