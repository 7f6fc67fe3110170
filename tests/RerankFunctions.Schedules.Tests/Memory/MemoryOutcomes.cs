using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Schedules.Tests.Memory;

internal sealed class MemoryOutcomes : IDocumentOutcomes
{
    private readonly Dictionary<DocumentId, DocumentOutcome> _outcomes = [];

    public async Task<DocumentOutcome?> FindAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _outcomes.TryGetValue(document.Id, out var outcome) && outcome.ETag == document.ETag ? outcome : null;
    }

    public async Task SaveAsync(DocumentId document, DocumentOutcome outcome, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _outcomes[document] = outcome;
    }

    public async Task RemoveAsync(DocumentId document, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _outcomes.Remove(document);
    }
}
