using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>Counts what the index has in a field.</summary>
internal interface IFieldValues
{
    /// <summary>The values that most documents have, most first, equally many by name; of documents that are whole.</summary>
    /// <exception cref="DependencyException">The index failed, or did not answer in the time that retrieval may take.</exception>
    Task<IReadOnlyList<FieldValue>> TopAsync(DocumentScope scope, IndexedField field, int limit, CancellationToken cancellationToken);
}

/// <param name="Count">Documents.</param>
internal sealed record FieldValue(string Value, long Count);
