using Azure.Storage.Blobs;
using RerankFunctions.Local.Azurite;
using RerankFunctions.Local.Display;
using RerankFunctions.Local.Stack;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Stack;

public sealed class LocalStackTests(SharedAzurite azurite) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("local-stack").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("runs", "through the worker")]
    public async Task The_samples_are_indexed_and_the_example_is_answered()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Storage = azurite.TakeAccount(), Models = StackModels.Lexical }, Cancellation);
        var uploaded = await SampleUpload.RunAsync(Repository.Path("samples"), stack.Documents, Cancellation);
        await stack.WhenIdleAsync(Cancellation);
        var answer = await ExampleAnswer.AskAsync(stack.BaseAddress, key: null, Cancellation);

        Assert.True(uploaded >= 24);
        Assert.Null(answer.Problem);
        Assert.Equal(("emulator/lexical-embed", "emulator/lexical-rerank"), (answer.Response!.Models.Embed, answer.Response.Models.Rerank!));
        Assert.Equal(0, await SampleUpload.RunAsync(Repository.Path("samples"), stack.Documents, Cancellation));
    }

    [Fact]
    [Trait("runs", "through the worker")]
    public async Task After_a_restart_the_same_answer_comes_without_embedding_a_document_again()
    {
        var account = azurite.TakeAccount();
        using var state = StateFolder.Open(_folder);
        var options = new StackOptions { Storage = account, State = state, Models = StackModels.Lexical };
        ExampleAnswer before;
        await using (var stack = await LocalStack.StartAsync(options, Cancellation))
        {
            await SampleUpload.RunAsync(Repository.Path("samples"), stack.Documents, Cancellation);
            await stack.WhenIdleAsync(Cancellation);
            before = await ExampleAnswer.AskAsync(stack.BaseAddress, key: null, Cancellation);
        }

        await using var again = await LocalStack.StartAsync(options, Cancellation);
        await again.LookAsync(Cancellation);
        Assert.Equal(0, await again.PendingAsync(Cancellation));
        var after = await ExampleAnswer.AskAsync(again.BaseAddress, key: null, Cancellation);
        Assert.Equal(
            before.Response!.Results.Select(result => (result.Document, result.Chunk, result.Score)),
            after.Response!.Results.Select(result => (result.Document, result.Chunk, result.Score)));
        Assert.DoesNotContain("search_document", again.Cohere.Calls.Embed.InputsByType.Keys);
    }

    [Fact]
    public async Task Azurites_data_survives_its_stop()
    {
        var options = new AzuriteOptions { BlobPort = 0, QueuePort = 0, DataFolder = _folder };
        await using (var first = await AzuriteServer.StartAsync(options, report: null, Cancellation))
        {
            var container = new BlobContainerClient(first.ConnectionString(StorageAccount.Development), "kept");
            await container.CreateAsync(cancellationToken: Cancellation);
            await container.UploadBlobAsync("a/b", BinaryData.FromString("content"), Cancellation);
        }

        await using var second = await AzuriteServer.StartAsync(options, report: null, Cancellation);
        var kept = new BlobClient(second.ConnectionString(StorageAccount.Development), "kept", "a/b");
        Assert.Equal("content", (await kept.DownloadContentAsync(Cancellation)).Value.Content.ToString());
    }

    [Fact]
    public async Task An_Azurite_that_is_already_up_is_used_and_left_up()
    {
        await using var first = await AzuriteServer.StartAsync(new AzuriteOptions { BlobPort = 0, QueuePort = 0 }, report: null, Cancellation);
        var options = new AzuriteOptions { BlobPort = first.BlobPort, QueuePort = first.QueuePort };
        await using (var second = await AzuriteServer.StartAsync(options, report: null, Cancellation))
            Assert.True(second.WasAlreadyUp);
        var container = new BlobContainerClient(first.ConnectionString(StorageAccount.Development), "still");
        Assert.NotNull(await container.CreateAsync(cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("Chunking__MaxTokens", "-5", "Chunking__MaxTokens")]
    [InlineData("DocumentsStorage", "AccountName=real", "DocumentsStorage")]
    [InlineData("Qdrant__Endpoint", "https://somewhere.example:6333", "Qdrant__Endpoint")]
    public async Task A_bad_setting_is_named_in_one_line(string name, string value, string expected)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => LocalStack.StartAsync(
            new StackOptions { Storage = azurite.TakeAccount(), Models = StackModels.Lexical, Settings = new Dictionary<string, string?> { [name] = value } }, Cancellation));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_option_that_changes_it()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<StartupException>(() => LocalStack.StartAsync(
            new StackOptions { Storage = azurite.TakeAccount(), Ports = StackPorts.Free with { Functions = port } }, Cancellation));
        Assert.Contains($"Port {port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_that_the_settings_name_are_not_emulated()
    {
        await using var dependencies = await Dependencies.StartAsync(
            new StackOptions
            {
                Storage = azurite.TakeAccount(),
                Settings = new Dictionary<string, string?>
                {
                    ["Qdrant__Endpoint"] = "https://cluster.example:6334",
                    ["Cohere__ApiKey"] = "a key",
                    ["Cohere__EmbedModel"] = "",
                },
            },
            Cancellation);
        Assert.Null(dependencies.Qdrant);
        Assert.Null(dependencies.Cohere);
        Assert.False(dependencies.Settings.ContainsKey("Cohere:Endpoint"));
        Assert.Equal(["https://cluster.example:6334", "https://api.cohere.com"], dependencies.All.Select(dependency => dependency.Address));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;")]
    public async Task Settings_written_for_an_emulated_storage_mean_the_one_that_is_up(string setting)
    {
        var account = azurite.TakeAccount();
        await using var dependencies = await Dependencies.StartAsync(
            new StackOptions
            {
                Storage = account,
                Models = StackModels.Lexical,
                Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = setting, ["DocumentsStorage"] = setting },
            },
            Cancellation);
        Assert.Equal((account, account), (dependencies.Settings["AzureWebJobsStorage"], dependencies.Settings["DocumentsStorage"]));
    }

    [Fact]
    public void A_state_folder_has_one_runner_and_empties_only_what_is_its_own()
    {
        File.WriteAllText(Path.Combine(_folder, "mine.txt"), "keep");
        using var state = StateFolder.Open(_folder);
        File.WriteAllText(Path.Combine(state.Qdrant, "old"), "");
        Assert.Throws<StartupException>(() => StateFolder.Open(_folder));
        state.Empty();
        Assert.Empty(Directory.GetFileSystemEntries(state.Qdrant));
        Assert.True(File.Exists(Path.Combine(_folder, "mine.txt")));
    }
}
