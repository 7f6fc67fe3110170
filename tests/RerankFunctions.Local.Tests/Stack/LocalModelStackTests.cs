using Azure.Storage.Blobs.Models;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Local.Commands;
using RerankFunctions.Local.Display;
using RerankFunctions.Local.Stack;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Stack;

/// <summary>The stack as serve, demo and emulators bring it up: with the local model.</summary>
public sealed class LocalModelStackTests(SharedAzurite azurite) : IDisposable
{
    /// <summary>Whatever else the machine is busy with: these tests are not about time.</summary>
    internal static readonly IReadOnlyDictionary<string, string?> Patient = new Dictionary<string, string?>
    {
        ["Search__EmbedTimeoutSeconds"] = "60",
        ["Search__RerankTimeoutSeconds"] = "60",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("local-model-stack").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task By_default_the_local_model_answers_the_example_and_is_named()
    {
        SkipWithoutModel();
        await using var stack = await LocalStack.StartAsync(new StackOptions { Storage = azurite.TakeAccount(), Settings = Patient }, Cancellation);
        await SampleUpload.RunAsync(Repository.Path("samples"), stack.Documents, Cancellation);
        await stack.WhenIdleAsync(Cancellation);
        var answer = await ExampleAnswer.AskAsync(stack.BaseAddress, key: null, Cancellation);

        Assert.Null(answer.Problem);
        Assert.Equal((LocalModels.EmbedModel, LocalModels.RerankModel), (answer.Response!.Models.Embed, answer.Response.Models.Rerank!));
        Assert.Contains(stack.Dependencies, dependency => dependency.What == $"{LocalModels.EmbedModel} and {LocalModels.RerankModel}");
    }

    [Fact]
    public async Task Documents_indexed_with_other_models_are_indexed_anew()
    {
        SkipWithoutModel();
        var account = azurite.TakeAccount();
        using var state = StateFolder.Open(_folder);
        foreach (var models in new[] { StackModels.Lexical, StackModels.Local, StackModels.Lexical })
        {
            await using var stack = await LocalStack.StartAsync(
                new StackOptions { Storage = account, State = state, Models = models, Settings = Patient }, Cancellation);
            if (models is StackModels.Lexical)
                await stack.Documents.GetBlobClient("a.md").UploadAsync(
                    BinaryData.FromString("Fish have scales."), new BlobUploadOptions(), Cancellation);
            await ModelsOfState.BringUpToDateAsync(stack, state, key: null, Cancellation);
            await stack.WhenIdleAsync(Cancellation);

            using var http = new HttpClient { BaseAddress = stack.BaseAddress };
            var answer = await http.GetStringAsync("api/search?q=fish", Cancellation);
            Assert.Contains("Fish have scales.", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_the_local_model_cannot_run_words_rank_and_one_line_says_so()
    {
        Assert.SkipUnless(LocalModels.Missing is not null, "The local model can run here.");
        var said = new List<string>();
        await using var dependencies = await Dependencies.StartAsync(
            new StackOptions { Storage = azurite.TakeAccount(), Report = said.Add }, Cancellation);

        Assert.Contains(dependencies.All, dependency => dependency.What == $"{CohereEmulator.EmbedModel} and {CohereEmulator.RerankModel}");
        Assert.Single(said, line => line.Contains(LocalModels.Missing!, StringComparison.Ordinal));
    }

    private static void SkipWithoutModel()
        => Assert.SkipWhen(LocalModels.Missing is not null, $"The local model cannot run: {LocalModels.Missing}");
}
