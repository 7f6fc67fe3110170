using System.Text;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Schedules.Tests.Memory;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Contracts;

/// <summary>What ingestion relies on of a container: Azurite has it, and so has the one in memory that schedules are explored on.</summary>
public abstract class DocumentSourceContract
{
    private static readonly DocumentId Document = new("n/a.txt");

    private protected abstract IDocumentSource Source { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_there_is_not_found()
        => Assert.Null(await Source.FindAsync(Document, Cancellation));

    [Fact]
    public async Task A_state_is_the_same_until_the_next_write_and_never_comes_back()
    {
        await PutAsync(Document, "one");
        var first = await Source.FindAsync(Document, Cancellation);
        Assert.Equal(first!.ETag, (await Source.FindAsync(Document, Cancellation))!.ETag);
        Assert.Equal((Document, 3), (first.Id, first.Length));

        await PutAsync(Document, "one");
        var second = await Source.FindAsync(Document, Cancellation);
        await DeleteAsync(Document);
        Assert.Null(await Source.FindAsync(Document, Cancellation));
        await PutAsync(Document, "one");
        var third = await Source.FindAsync(Document, Cancellation);
        Assert.Distinct([first.ETag, second!.ETag, third!.ETag]);
    }

    [Fact]
    public async Task Only_the_content_of_the_state_that_is_asked_for_is_given()
    {
        await PutAsync(Document, "one");
        var first = await Source.FindAsync(Document, Cancellation);
        await using (var content = await Source.DownloadAsync(first!, Cancellation))
        {
            using var text = new StreamReader(content!.Stream);
            Assert.Equal("one", await text.ReadToEndAsync(Cancellation));
            Assert.Equal("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", content.Hash);
        }

        await PutAsync(Document, "two");
        Assert.Null(await Source.DownloadAsync(first!, Cancellation));
        await DeleteAsync(Document);
        Assert.Null(await Source.DownloadAsync(first!, Cancellation));
    }

    private protected abstract Task PutAsync(DocumentId document, string content);

    private protected abstract Task DeleteAsync(DocumentId document);
}

public sealed class MemoryContainerTests : DocumentSourceContract
{
    private readonly MemoryContainer _container = new();

    private protected override IDocumentSource Source => _container;

    private protected override Task PutAsync(DocumentId document, string content)
    {
        _container.Put(document, content);
        return Task.CompletedTask;
    }

    private protected override Task DeleteAsync(DocumentId document)
    {
        _container.Delete(document);
        return Task.CompletedTask;
    }
}

public sealed class AzuriteContainerTests(SharedAzurite azurite) : DocumentSourceContract, IAsyncLifetime
{
    private DocumentStore _store = null!;

    private protected override IDocumentSource Source => _store;

    public async ValueTask InitializeAsync()
    {
        var account = new Azure.Storage.Blobs.BlobServiceClient(azurite.TakeAccount());
        await account.CreateBlobContainerAsync(DocumentStore.ContainerName, cancellationToken: Cancellation);
        _store = new DocumentStore(account);
    }

    public ValueTask DisposeAsync() => default;

    private protected override Task PutAsync(DocumentId document, string content) => _store.SaveAsync(
        document, new MemoryStream(Encoding.UTF8.GetBytes(content)), "text/plain", new Dictionary<string, string>(), precondition: null, Cancellation);

    private protected override Task DeleteAsync(DocumentId document) => _store.DeleteAsync(document, precondition: null, Cancellation);
}
