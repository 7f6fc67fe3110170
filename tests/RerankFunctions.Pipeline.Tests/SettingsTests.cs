using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions.Pipeline.Tests;

/// <summary>A missing or wrong setting stops the start, with a message that names it.</summary>
public class SettingsTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["DocumentsStorage"] = "UseDevelopmentStorage=true",
        ["Cohere:ApiKey"] = "key",
        ["Qdrant:Endpoint"] = "http://localhost:1",
    };

    [Theory]
    [InlineData("Cohere:ApiKey", null, "Cohere__ApiKey")]
    [InlineData("Cohere:ApiKey", "", "Cohere__ApiKey")]
    [InlineData("Cohere:Endpoint", "api.cohere.com", "Cohere__Endpoint")]
    [InlineData("Cohere:EmbedModel", "", "Cohere__EmbedModel")]
    [InlineData("Cohere:EmbedConcurrency", "0", "Cohere__EmbedConcurrency")]
    [InlineData("Qdrant:Endpoint", null, "Qdrant__Endpoint")]
    [InlineData("Qdrant:Endpoint", "cluster:6334", "Qdrant__Endpoint")]
    [InlineData("Qdrant:Endpoint", "https://cluster.example:6333", "6334")]
    [InlineData("Qdrant:Endpoint", "https://cluster.example:6334", "Qdrant__ApiKey")]
    [InlineData("Qdrant:VectorSize", "0", "Qdrant__VectorSize")]
    [InlineData("Qdrant:Distance", "UnknownDistance", "Qdrant__Distance")]
    [InlineData("Reading:TimeoutSeconds", "0", "Reading__TimeoutSeconds")]
    [InlineData("Reading:MaxProcessBytes", "1", "Reading__MaxProcessBytes")]
    [InlineData("Reading:MaxTemporaryBytes", "-1", "Reading__MaxTemporaryBytes")]
    [InlineData("Cohere:IngestionPercent", "0", "Cohere__IngestionPercent")]
    [InlineData("Cohere:IngestionPercent", "4", "Cohere__IngestionPercent")] // less than a call a minute
    [InlineData("Ingestion:MaxPassages", "0", "Ingestion__MaxPassages")]
    [InlineData("Chunking:MaxTokens", "100000", "Chunking__MaxTokens")]
    [InlineData("Chunking:OverlapTokens", "300", "Chunking__OverlapTokens")]
    [InlineData("Search:RerankTimeoutSeconds", "0", "Search__RerankTimeoutSeconds")]
    [InlineData("Search:RrfK", "0", "Search__RrfK")]
    [InlineData("Search:MetadataFields", "a b", "Search__MetadataFields")]
    [InlineData("Search:MetadataFields", "year:int", "keyword, number, datetime")]
    [InlineData("Search:MetadataFields", "lang, Lang:number", "'lang' is there 2 times")]
    [InlineData("Prices:EmbedPerMillionTokens", "-1", "Prices__EmbedPerMillionTokens")]
    [InlineData("Prices:RerankPerThousandSearchUnits", "-1", "Prices__RerankPerThousandSearchUnits")]
    [InlineData("DocumentsStorage", null, "DocumentsStorage")]
    [InlineData("DocumentsStorage", "nonsense", "DocumentsStorage")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string? value, string named)
    {
        var settings = new Dictionary<string, string?>(Complete) { [setting] = value };
        using var app = AppWith(settings);
        var stopped = await Record.ExceptionAsync(() => app.StartAsync(TestContext.Current.CancellationToken));
        // Several wrong settings, or one that several options depend on, come as an aggregate.
        Assert.True(stopped is OptionsValidationException or AggregateException, $"{stopped}");
        Assert.Contains(named, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Qdrant_that_does_not_answer_does_not_stop_the_start()
    {
        using var app = AppWith(Complete);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Cohere_s_key_is_asked_for_only_where_Cohere_is_used()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(Complete) { ["Cohere:ApiKey"] = null });
        builder.Services.AddPipeline().AddSingleton<IEmbedder, AnotherEmbedder>();
        using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.IsType<AnotherEmbedder>(app.Services.GetRequiredService<IEmbedder>());
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Any that is not Cohere's; the start asks it for nothing but its model.</summary>
    private sealed class AnotherEmbedder : IEmbedder
    {
        public EmbeddingModel Model { get; } = new("another", Dimensions: 384, MaxTokens: 512, MaxBatch: 32, Concurrency: 1);

        public Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private static IHost AppWith(Dictionary<string, string?> settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddRerankFunctions();
        return builder.Build();
    }
}
