using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>A filter that lets nothing through from outside a scope: there is no other way to make one, and no call without one.</summary>
internal sealed class PointFilter
{
    private PointFilter(DocumentScope scope, IEnumerable<Condition> must)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Filter = new Filter { Must = { must } }; // DocumentScope.All narrows nothing.
    }

    public Filter Filter { get; }

    public static PointFilter Within(DocumentScope scope, params IEnumerable<Condition> must) => new(scope, must);

    public static PointFilter OfDocument(DocumentId document, params IEnumerable<Condition> must)
        => new(DocumentScope.Containing(document), [MatchKeyword(Payload.Document, document.Name), .. must]);

    public static PointFilter OfVersion(DocumentVersion version, params IEnumerable<Condition> must)
        => OfDocument(
            version.Document.Id,
            [MatchKeyword(Payload.Version, version.ContentHash), MatchKeyword(Payload.Fingerprint, version.Fingerprint), .. must]);

    /// <summary>Lets nothing through of this version either; null for none.</summary>
    public PointFilter Without(DocumentVersion? version)
    {
        if (version is not null)
            Filter.MustNot.Add(Conditions.Filter(OfVersion(version).Filter));
        return this;
    }
}
