using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Hosting;

public sealed class StartupErrorTests(SharedAzurite azurite)
{
    [Theory]
    [InlineData("'Twice' is declared 2 times", typeof(One), typeof(Other))]
    [InlineData("'Timed' has a TimerTriggerAttribute", typeof(Timed))]
    [InlineData("'NoTrigger' has 0 triggers", typeof(NoTrigger))]
    [InlineData("'Odd': the local runner cannot bind parameter 'number' of type Int32", typeof(OddParameter))]
    [InlineData("'Named': the local runner cannot bind parameter 'other' of type String", typeof(UnknownName))]
    [InlineData("'Blob': the local runner cannot bind parameter 'blob' of type Uri", typeof(OddBlob))]
    [InlineData("'Text' returns String", typeof(OddResult))]
    [InlineData("'Route' has a route that cannot be read", typeof(BrokenRoute))]
    [InlineData("Set Missing to a storage account's connection string", typeof(NoConnection))]
    public async Task A_function_that_cannot_run_stops_the_start_and_is_named(string expected, params Type[] types)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => new TestApp(azurite.TakeAccount(), types).StartAsync());
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_option_that_changes_it()
    {
        await using var first = await new TestApp(azurite.TakeAccount(), typeof(One)).StartAsync();
        var port = first.BaseAddress.Port;
        var failure = await Assert.ThrowsAsync<StartupException>(
            () => new TestApp(azurite.TakeAccount(), typeof(One)).StartAsync(options => options with { Port = port }));
        Assert.Contains($"Port {port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port", failure.Message, StringComparison.Ordinal);
    }

    private static class One
    {
        [Function("Twice")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;
    }

    private static class Other
    {
        [Function("twice")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;
    }

    private static class Timed
    {
        [Function("Timed")]
        public static void Run([TimerTrigger] object timer) => _ = timer;
    }

    private sealed class TimerTriggerAttribute : TriggerBindingAttribute;

    private static class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(HttpRequest request) => _ = request;
    }

    private static class OddParameter
    {
        [Function("Odd")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "odd/{other}")] HttpRequest request, int number)
            => _ = number;
    }

    private static class UnknownName
    {
        [Function("Named")]
        public static void Run([BlobTrigger("documents/{name}", Connection = "DocumentsStorage")] BlobClient blob, string other)
            => _ = other;
    }

    private static class OddBlob
    {
        [Function("Blob")]
        public static void Run([BlobTrigger("documents/{name}", Connection = "DocumentsStorage")] Uri blob) => _ = blob;
    }

    private static class OddResult
    {
        [Function("Text")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => request.Path;
    }

    private static class BrokenRoute
    {
        [Function("Route")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b")] HttpRequest request) => _ = request;
    }

    private static class NoConnection
    {
        [Function("Queue")]
        public static void Run([QueueTrigger("q", Connection = "Missing")] string message) => _ = message;
    }
}
