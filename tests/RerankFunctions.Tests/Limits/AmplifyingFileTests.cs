using System.Diagnostics;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Limits;

/// <summary>
/// Files that were made to cost a fortune, and a document beside them. <c>AMPLIFYING_TIMES=1</c> holds the times too, which is for a machine that
/// has nothing else to do.
/// </summary>
[Trait("runs", "through the worker")]
public sealed class AmplifyingFileTests(SharedAzurite azurite)
{
    private static readonly TimeSpan MostForAFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostForASmallDocument = TimeSpan.FromSeconds(10);

    private static readonly (string Name, BinaryData Content, string Reason)[] Files =
    [
        ("strings.xlsx", AmplifyingFiles.Workbook(), "Reading__MaxTextPerByte"),
        ("spans.html", AmplifyingFiles.Page(), "Reading__MaxTextPerByte"),
        ("record.csv", AmplifyingFiles.Record(), "record"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_ends_as_failed_with_the_reason_and_a_small_document_that_comes_meanwhile_is_found()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.IngestAsync(("first.md", "What there is at the start."));

        var began = Stopwatch.GetTimestamp();
        foreach (var (name, content, _) in Files)
            await app.Documents.GetBlobClient(name).UploadAsync(content, overwrite: true, Cancellation);
        await app.LookAsync();
        var uploaded = Stopwatch.GetTimestamp();
        await app.UploadAsync("small.md", "A small document about zebras.");
        await app.LookAsync();
        await Waiting.UntilAsync(async () => (await app.FoundAsync("zebras")).Contains("small.md"));
        var found = Stopwatch.GetElapsedTime(uploaded);
        await app.WhenIdleAsync();
        var failed = Stopwatch.GetElapsedTime(began);

        foreach (var (name, _, reason) in Files)
        {
            using var status = JsonDocument.Parse(await app.Http.GetStringAsync($"documents/{name}", Cancellation));
            Assert.Equal((name, "failed"), (name, status.RootElement.GetProperty("state").GetString()));
            Assert.Contains(reason, status.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.Empty(await app.PointsAsync(name));
        }

        // One for each document that is found.
        Assert.Equal(2, app.Cohere.Calls.Embed.InputsByType["search_document"]);
        TestContext.Current.SendDiagnosticMessage($"found after {found.TotalSeconds:0.0} s, all failed after {failed.TotalSeconds:0.0} s");
        if (Environment.GetEnvironmentVariable("AMPLIFYING_TIMES") is { Length: > 0 })
        {
            Assert.InRange(found, TimeSpan.Zero, MostForASmallDocument);
            Assert.InRange(failed, TimeSpan.Zero, MostForAFailure);
        }
    }
}
