using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Retrieval;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>A request's filter as Qdrant's.</summary>
internal static class FilterTranslation
{
    public static Condition ToCondition(this SearchFilter filter) => filter switch
    {
        SearchFilter.All all => Filter(new Filter { Must = { all.Filters.Select(ToCondition) } }),
        SearchFilter.Is { Field.Type: IndexedFieldType.Keyword } equal => MatchKeyword(equal.Field.Name, equal.Value),
        _ => throw new NotSupportedException($"{filter} has no translation."),
    };
}
