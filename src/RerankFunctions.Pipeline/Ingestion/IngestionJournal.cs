using Microsoft.Extensions.Logging;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Counts and logs how work on documents ended: the one place for both.</summary>
internal sealed class IngestionJournal(ProductMetrics metrics, ILogger<IngestionJournal> logger)
{
    public void Tell(DocumentId document, IngestionOutcome outcome)
    {
        switch (outcome)
        {
            case IngestionOutcome.Indexed indexed:
                metrics.Document("indexed");
                logger.Indexed(document.Name, indexed.Chunks, indexed.Tokens);
                break;
            case IngestionOutcome.Empty empty:
                metrics.Document("empty");
                logger.Empty(document.Name, empty.Reason);
                break;
            case IngestionOutcome.Unchanged:
                metrics.Document("unchanged");
                logger.Unchanged(document.Name);
                break;
            case IngestionOutcome.Removed:
                metrics.Document("removed");
                logger.Removed(document.Name);
                break;
            case IngestionOutcome.Unreadable unreadable:
                metrics.Document(unreadable.Unsupported ? "unsupported" : "failed");
                logger.Unreadable(document.Name, unreadable.Reason);
                break;
            case IngestionOutcome.Archived:
                metrics.Document("archived");
                logger.Unreadable(document.Name, StoredDocument.InArchive);
                break;
            case IngestionOutcome.Failed:
                metrics.Document("retry"); // The host logs what is thrown to it.
                break;
            case IngestionOutcome.GaveWay:
                logger.GaveWay(document.Name);
                break;
            case IngestionOutcome.PutOff putOff:
                logger.PutOff(document.Name, putOff.Reason);
                break;
            case IngestionOutcome.Superseded:
                break; // The state that took its place is told of.
        }
    }
}
