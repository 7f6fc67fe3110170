using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Arctic;

public sealed class ManyCallersTests(LoadedModels models)
{
    private const int Callers = 4, TextsACall = 96, Seed = 7;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Full_calls_at_once_answer_as_single_texts_do()
    {
        var random = new Random(Seed);
        string[] words = ["scale", "features", "gradient", "Zürich", "tree", "outlier", "a", "mean", "variance", "the", "robust", "1.5"];
        var calls = Enumerable.Range(0, Callers).Select(call => Enumerable.Range(0, TextsACall)
            .Select(text => $"{call} {text} {string.Join(' ', random.GetItems(words, random.Next(1, 40)))}").ToArray()).ToList();

        var together = await Task.WhenAll(calls.Select(texts => EmbedAsync(models.OrSkip(), texts)));

        // Models of their own, so that nothing is known yet.
        await using var single = LocalModels.Load(folder: null);
        for (var call = 0; call < Callers; call++)
        {
            for (var text = call; text < TextsACall; text += 12)
            {
                var alone = (await EmbedAsync(single, [calls[call][text]])).Single();
                Assert.All(alone.Zip(together[call][text]), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-5f), throwIfEmpty: true);
            }
        }
    }

    [Fact]
    public async Task A_query_does_not_wait_for_the_documents_before_it()
    {
        var turns = new InferenceTurns();
        var order = new List<string>();
        using var hold = new ManualResetEventSlim();
        var first = turns.RunAsync(isQuery: false, () => Note("first", hold.Wait), Cancelled);
        var document = turns.RunAsync(isQuery: false, () => Note("document"), Cancelled);
        using var impatient = new CancellationTokenSource();
        var gone = turns.RunAsync(isQuery: true, () => Note("gone"), impatient.Token);
        var query = turns.RunAsync(isQuery: true, () => Note("query"), Cancelled);
        await impatient.CancelAsync();
        hold.Set();

        await Task.WhenAll(first, document, query);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(["first", "query", "document"], order);

        int Note(string name, Action? before = null)
        {
            before?.Invoke();
            lock (order)
                order.Add(name);
            return order.Count;
        }
    }

    private static async Task<float[][]> EmbedAsync(IEmulatorModels models, string[] texts)
        => await models.EmbedAsync(new TextsToEmbed(texts, AreQueries: false, 512, KeepEnd: false, 384), Cancelled);
}
