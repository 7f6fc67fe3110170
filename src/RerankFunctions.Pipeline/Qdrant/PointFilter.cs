using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using static Qdrant.Client.Grpc.Conditions;
using Range = Qdrant.Client.Grpc.Range;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>A filter that lets nothing through from outside a scope: there is no other way to make one, and no call without one.</summary>
internal sealed class PointFilter
{
    private PointFilter(DocumentScope scope, IEnumerable<Condition> must)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Filter = new Filter { Must = { must } }; // DocumentScope.All narrows nothing.
    }

    /// <summary>
    /// Only points that are marked as a complete version's: a document half-way in is not indexed yet, and is not to be found as if it were.
    /// </summary>
    public static Condition Complete => Range(Payload.Chunks, new Range { Gte = 1 });

    public Filter Filter { get; }

    public static PointFilter Within(DocumentScope scope, params IEnumerable<Condition> must) => new(scope, must);

    /// <summary>Points that have not got this vector.</summary>
    public static PointFilter Lacking(DocumentScope scope, string vector)
        => Within(scope, Filter(new Filter { MustNot = { HasVector(vector) } }));

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
