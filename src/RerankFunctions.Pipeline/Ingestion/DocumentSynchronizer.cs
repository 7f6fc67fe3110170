namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Makes the index agree with what the container holds under a name, whatever was delivered, in whatever order.</summary>
public sealed class DocumentSynchronizer(DocumentStore store)
{
    public Task SynchronizeAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);
}
