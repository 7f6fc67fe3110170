using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Updates;

/// <summary>Which points a change is for.</summary>
internal static class Selectors
{
    public static PointsSelector Checked(PointsSelector? selector, string problemIfMissing)
    {
        switch (selector?.PointsSelectorOneOfCase)
        {
            case null:
                throw Refusal.Invalid(problemIfMissing);
            case PointsSelector.PointsSelectorOneOfOneofCase.Points:
                foreach (var id in selector.Points.Ids)
                    PointKey.Parse(id);
                return selector;
            case PointsSelector.PointsSelectorOneOfOneofCase.Filter:
                PointFilter.Check(selector.Filter);
                return selector;
            default:
                throw Refusal.Invalid("Malformed PointsSelector type");
        }
    }
}
