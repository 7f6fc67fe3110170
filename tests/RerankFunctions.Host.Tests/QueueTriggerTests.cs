using Azure.Storage.Queues;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

public sealed class QueueTriggerTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_that_comes_later_is_waited_for_and_its_messages_are_delivered_once_with_their_count()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.Queue("orders").CreateAsync(cancellationToken: Cancellation);
        await app.Queue("orders").SendMessageAsync("grüße {}", Cancellation);
        await app.WhenIdleAsync();
        Assert.Equal(["Order grüße {} 1"], app.Entries);
        Assert.Equal("queue orders", app.Runs.Single(run => run.Function == "Order").Trigger);
    }

    [Fact]
    public async Task A_failing_message_comes_back_after_its_visibility_timeout_and_goes_to_the_poison_queue_after_the_attempts_of_host_json()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        var times = new List<DateTimeOffset>();
        app.Diary.OnEntry = entry =>
        {
            if (!entry.StartsWith("Order", StringComparison.Ordinal))
                return Task.CompletedTask;
            times.Add(DateTimeOffset.UtcNow);
            throw new InvalidOperationException("No.");
        };
        await app.StartAsync(options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["extensions:queues:maxDequeueCount"] = "3" },
        });
        await app.Queue("orders").CreateAsync(cancellationToken: Cancellation);
        await app.Queue("orders").SendMessageAsync("bad", Cancellation);
        await app.WhenIdleAsync();
        Assert.Equal(["Order bad 1", "Order bad 2", "Order bad 3"], app.Entries);

        // host.json says two seconds, by Azurite's clock.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > TimeSpan.FromSeconds(1)), throwIfEmpty: true);
        var poison = (await app.Queue("orders-poison").ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal("bad", Assert.Single(poison).Body.ToString());
    }

    /// <summary>Who waits is still in the queue, and who is worked on is hidden there.</summary>
    [Fact]
    public async Task No_more_messages_are_worked_on_at_once_than_host_json_says_and_those_are_hidden_meanwhile()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        var goOn = new TaskCompletionSource();
        app.Diary.OnEntry = entry => entry.StartsWith("Order", StringComparison.Ordinal) ? goOn.Task : Task.CompletedTask;
        await app.Queue("orders").CreateAsync(cancellationToken: Cancellation);
        for (var message = 0; message < 5; message++)
            await app.Queue("orders").SendMessageAsync($"{message}", Cancellation);
        await app.StartAsync(options => options with
        {
            HostSettings = new Dictionary<string, string?>
            {
                ["extensions:queues:batchSize"] = "2",
                ["extensions:queues:newBatchThreshold"] = "0",
            },
        });
        await app.Diary.WhenAsync("Order", 2);
        var waiting = (await app.Queue("orders").PeekMessagesAsync(32, Cancellation)).Value.Select(message => message.Body.ToString());
        Assert.Equal(["2", "3", "4"], waiting.Order());
        Assert.Equal(2, app.Entries.Count());
        goOn.SetResult();
        await app.WhenIdleAsync();
        Assert.Equal(["0", "1", "2", "3", "4"], app.Entries.Select(entry => entry.Split(' ')[1]).Order());
    }

    [Fact]
    public async Task With_encoding_none_in_host_json_messages_are_taken_as_they_are()
    {
        await using var app = await TestHost.StartAsync(azurite, options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["extensions:queues:messageEncoding"] = "None" },
        });
        await app.Queue("orders").CreateAsync(cancellationToken: Cancellation);
        await app.Queue("orders", QueueMessageEncoding.None).SendMessageAsync("plain", Cancellation);
        await app.WhenIdleAsync();
        Assert.Equal(["Order plain 1"], app.Entries);
    }

    [Fact]
    public async Task A_message_that_is_not_base64_never_reaches_the_function_and_goes_to_the_poison_queue_as_it_is()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.Queue("orders").CreateAsync(cancellationToken: Cancellation);
        await app.Queue("orders", QueueMessageEncoding.None).SendMessageAsync("not base64!", Cancellation);
        await app.WhenIdleAsync();
        Assert.Empty(app.Entries);
        var poison = (await app.Queue("orders-poison", QueueMessageEncoding.None).ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal("not base64!", Assert.Single(poison).Body.ToString());
    }
}
