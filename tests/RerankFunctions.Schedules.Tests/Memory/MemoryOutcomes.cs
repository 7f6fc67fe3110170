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

    public async Task<bool> SaveAsync(DocumentId document, DocumentOutcome outcome, string? lease, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _outcomes[document] = outcome;
        return true;
    }

    public async Task<bool> RemoveAsync(DocumentId document, string? lease, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _outcomes.Remove(document);
    }
}
