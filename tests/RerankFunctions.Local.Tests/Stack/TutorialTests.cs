using System.Globalization;
using System.Text.Json;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Local.Stack;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Stack;

/// <summary>
/// The example of Qdrant's tutorial "Reranking in Semantic Search": its query and its 24 documents, ten found, five after reranking.
/// docs/quality.md has our tables beside the tutorial's.
/// </summary>
public sealed class TutorialTests(SharedAzurite azurite)
{
    private static readonly string Data = Repository.Path("..", "shared", "data", "tutorial", "tutorial.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tutorials_first_answer_comes_first_before_and_after_reranking()
    {
        Assert.SkipUnless(File.Exists(Data), $"The tutorial's example is not there: {Data}");
        Assert.SkipWhen(LocalModels.Missing is not null, $"The local model cannot run: {LocalModels.Missing}");
        using var tutorial = JsonDocument.Parse(await File.ReadAllTextAsync(Data, Cancellation));
        var documents = tutorial.RootElement.GetProperty("documents").EnumerateArray().Select(document => document.GetString()!).ToList();
        await using var stack = await LocalStack.StartAsync(
            new StackOptions { Storage = azurite.TakeAccount(), Models = StackModels.Local, Settings = LocalModelStackTests.Patient }, Cancellation);
        for (var i = 0; i < documents.Count; i++)
            await stack.Documents.UploadBlobAsync($"{i}.txt", BinaryData.FromString(documents[i]), Cancellation);
        await stack.WhenIdleAsync(Cancellation);

        var query = Uri.EscapeDataString(tutorial.RootElement.GetProperty("query").GetString()!);
        using var http = new HttpClient { BaseAddress = stack.BaseAddress };
        var retrieved = Found(await http.GetStringAsync($"api/search?q={query}&topN=10&reranker=none", Cancellation));
        var reranked = Found(await http.GetStringAsync($"api/search?q={query}", Cancellation));

        TestContext.Current.TestOutputHelper?.WriteLine($"retrieved {string.Join(' ', retrieved)}; reranked {string.Join(' ', reranked)}");
        Assert.Equal((10, 5), (retrieved.Count, reranked.Count));
        Assert.InRange(retrieved[0], 0, 1);
        Assert.InRange(reranked[0], 0, 1);
        Assert.All(reranked, id => Assert.Contains(id, retrieved), throwIfEmpty: true);
    }

    private static List<int> Found(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [.. json.RootElement.GetProperty("results").EnumerateArray()
            .Select(result => int.Parse(Path.GetFileNameWithoutExtension(result.GetProperty("document").GetString()!), CultureInfo.InvariantCulture))];
    }
}
