using Azure.Storage.Blobs.Models;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>One app with four documents that have metadata, for all tests that only ask.</summary>
public sealed class TaggedDocuments(SharedAzurite azurite) : IAsyncLifetime
{
    public const string Collection = "tagged documents";

    public EmulatedApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await EmulatedApp.StartAsync(azurite.TakeAccount(), Settings);
        await UploadAsync(
            App, "ml/scaling.md", "text/markdown", "# Feature scaling\n\nGradient descent converges faster when features share one scale.\n",
            ("Lang", "en"), ("year", "2024"), ("published", "2024-05-01"));
        await UploadAsync(
            App, "ml/deep/norm.md", "text/markdown; charset=utf-8", "# Batch normalisation\n\nBatch normalisation rescales activations inside a network.\n",
            ("lang", "de"), ("year", "1999"));
        await UploadAsync(App, "music.md", "text/markdown", "# Scales\n\nA musical scale orders notes by pitch; “minor” scales sound sad.\n", ("lang", "de"));
        await UploadAsync(App, "fish.txt", "text/plain", "Fish scales protect the skin of a fish.");
        await App.WhenIdleAsync();
    }

    public static Dictionary<string, string?> Settings => new()
    {
        ["Search__MetadataFields"] = "lang, year:number, published:datetime",
        ["Search__RerankTimeoutSeconds"] = "60",
        ["Prices__EmbedPerMillionTokens"] = "1000000",
        ["Prices__RerankPerThousandSearchUnits"] = "5000",
    };

    public static Task UploadAsync(EmulatedApp app, string name, string contentType, string content, params (string Name, string Value)[] metadata)
        => app.Documents.GetBlobClient(name).UploadAsync(
            BinaryData.FromString(content),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                Metadata = metadata.ToDictionary(pair => pair.Name, pair => pair.Value),
            },
            TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

[CollectionDefinition(TaggedDocuments.Collection)]
public sealed class TaggedDocumentsCollection : ICollectionFixture<TaggedDocuments>;
