using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Hosting;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Qdrant;

/// <summary>Another embed model, without a gap: documents go into a new collection while searches read the old one.</summary>
public sealed class ModelChangeTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const string OldModel = "embed-english-v3.0", NewModel = "embed-multilingual-v3.0";

    private static readonly string[] Written = ["Qdrant:Collection=documents-v4", $"Cohere:EmbedModel={NewModel}"];

    private static readonly string[] Both = [.. Written, "Qdrant:SearchCollection=documents", $"Cohere:QueryEmbedModel={OldModel}"];

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await EmulatedApp.PrepareAsync(azurite.TakeAccount(), new Dictionary<string, string?> { ["Cohere__EmbedModel"] = OldModel });
        await _app.UploadAsync("a.md", "Scaling of features.");
        await _app.Synchronizer.SynchronizeAsync(new DocumentId("a.md"), Cancellation);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Searches_find_what_is_in_the_old_collection_by_its_model_until_the_switch_and_then_the_new_one_by_its_own()
    {
        using var both = App(Both);
        Assert.Equal((OldModel, 1), await SearchAsync(both));
        await both.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId("a.md"), Cancellation);
        await _app.UploadAsync("b.md", "More of scaling.");
        await both.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId("b.md"), Cancellation);
        Assert.Equal((OldModel, 1), await SearchAsync(both));

        using var switched = App(Written);
        Assert.Equal((NewModel, 2), await SearchAsync(switched));
    }

    [Fact]
    public async Task Until_it_is_in_the_new_collection_a_document_is_pending()
    {
        using var both = App(Both);
        var status = await both.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId("a.md"), Cancellation);
        Assert.Equal(DocumentState.Pending, status!.State);
    }

    [Theory]
    [InlineData("Qdrant:SearchCollection=documents", "Cohere__QueryEmbedModel")]
    [InlineData($"Cohere:QueryEmbedModel={OldModel}", "Qdrant__SearchCollection")]
    public async Task One_setting_without_the_other_stops_the_start_and_names_it(string setting, string missing)
    {
        using var half = App([.. Written, setting]);
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => half.StartAsync(Cancellation));
        Assert.Contains(missing, mismatch.Message, StringComparison.Ordinal);
    }

    private static async Task<(string Model, int Found)> SearchAsync(IHost app)
    {
        var answer = await app.Services.GetRequiredService<IDocumentSearch>().SearchAsync(new SearchRequest { Query = "scaling" }, Cancellation);
        return (answer.Models.Embed, answer.Results.Count);
    }

    /// <summary>Without triggers.</summary>
    private IHost App(IEnumerable<string> settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddCommandLine(
        [
            .. _app.Settings.Select(setting =>
                $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}"),
            .. settings,
        ]);
        builder.AddRerankFunctions();
        return builder.Build();
    }
}
