using Microsoft.Extensions.Logging;
using RerankFunctions.Pipeline.Ingestion.Reading;
using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Makes the index hold exactly what the container holds under a name. Triggers deliver at least once, late and out of order, so what a
/// delivery says is never trusted: each run looks at the container, brings the index there, and looks again. A run whose document changed
/// meanwhile starts over; whichever run ends last has therefore seen the state that the index is in.
/// </summary>
public sealed class DocumentSynchronizer(
    DocumentStore store, DocumentIngestion ingestion, DocumentIndex index, ILogger<DocumentSynchronizer> logger)
{
    /// <summary>A document that changes more often than this during one run is left to its next delivery.</summary>
    private const int MaxRounds = 10;

    /// <param name="name">The document's name in the container, whether it is there or not.</param>
    /// <exception cref="DependencyException">A service failed, retries included. Deliver it again.</exception>
    public async Task SynchronizeAsync(string name, CancellationToken cancellationToken)
    {
        var document = await store.FindAsync(name, cancellationToken);
        for (var round = 0; round < MaxRounds; round++)
        {
            if (document is null)
                await RemoveAsync(name, cancellationToken);
            else
                await IngestAsync(document, cancellationToken);

            var now = await store.FindAsync(name, cancellationToken);
            if (now?.ETag == document?.ETag)
                return;
            document = now;
        }

        throw new InvalidOperationException($"'{name}' changed {MaxRounds} times while it was being indexed.");
    }

    private async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await index.RemoveAsync(name, cancellationToken);
        logger.Removed(name);
    }

    /// <summary>A document that cannot be read has nothing to find in it: what is left of its earlier content goes.</summary>
    private async Task IngestAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await ingestion.IngestAsync(document, cancellationToken);
        }
        catch (UnreadableDocumentException unreadable)
        {
            await index.RemoveAsync(document.Name, cancellationToken);
            logger.Unreadable(document.Name, unreadable.Message);
        }
    }
}
