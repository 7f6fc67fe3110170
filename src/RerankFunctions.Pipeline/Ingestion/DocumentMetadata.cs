using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// The container first, then the index, if it has the content: its points get the new properties, and the blob is looked at again. Whatever else
/// happens meanwhile is for the queue.
/// </summary>
internal sealed class DocumentMetadata(DocumentStore store, IDocumentIndex index, DocumentQueue queue) : IDocumentMetadata
{
    /// <summary>How often a document may change under us.</summary>
    private const int MaxRounds = 10;

    public async Task<ChangedMetadata?> ChangeAsync(
        DocumentId document, IReadOnlyDictionary<string, string?> changes, DocumentPrecondition? precondition, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await store.FindAsync(document, cancellationToken) is not { } before)
                return null;
            if (precondition?.Invoke(before.ETag, before.Modified) is false)
                throw new DocumentConflictException(
                    DocumentConflict.PreconditionFailed, $"'{document}' is not as the request's conditions want it: nothing is changed.");
            var metadata = Changed(before.Metadata, changes);
            if (await store.SetMetadataAsync(before, metadata, cancellationToken) is not { } after)
                continue;
            var applied = await ApplyAsync(before, after, cancellationToken);
            if (!applied)
                await queue.EnqueueAsync(document, cancellationToken);
            return new ChangedMetadata(document.Name, new SortedDictionary<string, string>(metadata, StringComparer.Ordinal), applied, after.ETag);
        }

        throw new DocumentConflictException(
            DocumentConflict.Changing, $"'{document}' was changed {MaxRounds} times while its metadata was; nothing of them is changed. Try again.");
    }

    /// <summary>Brings the index from one state of the document to another that has the same content; false where it does not have that.</summary>
    private async Task<bool> ApplyAsync(StoredDocument before, StoredDocument after, CancellationToken cancellationToken)
    {
        if (await IndexedAsync(before.Id, cancellationToken) is not { } indexed || !(indexed.IsExactly(before) || indexed.IsExactly(after)))
            return false;
        await index.MarkAsync(
            new DocumentVersion(after, indexed.Version, indexed.Fingerprint), indexed.Chunks, notes: null, cancellationToken);
        return await IndexedAsync(before.Id, cancellationToken) is { } now && now.IsExactly(after)
            && (await store.FindAsync(before.Id, cancellationToken))?.ETag == after.ETag;
    }

    private async Task<IndexedDocument?> IndexedAsync(DocumentId document, CancellationToken cancellationToken)
        => (await index.FindAsync([document], cancellationToken)).GetValueOrDefault(document);

    private static Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string?> changes)
    {
        var errors = new Dictionary<string, string>();
        foreach (var (name, value) in changes)
        {
            if ((MetadataRules.FlawOfName(name) ?? (value is null ? null : MetadataRules.FlawOfValue(value))) is { } flaw)
                errors[name] = flaw;
        }

        // Names are told apart by more than their case.
        var changed = new Dictionary<string, string>(metadata, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in changes)
        {
            changed.Remove(name);
            if (value is not null)
                changed[name] = value.Trim();
        }

        if (MetadataRules.FlawOfAll(changed) is { } tooMuch)
            errors["metadata"] = tooMuch;
        return errors.Count == 0 ? changed : throw new InvalidRequestException(errors);
    }
}
