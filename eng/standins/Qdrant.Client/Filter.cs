namespace Qdrant.Client.Grpc;

public partial class Filter
{
    public static implicit operator Filter(Condition condition) =>
        condition.ConditionOneOfCase == Condition.ConditionOneOfOneofCase.Filter
            ? condition.Filter
            : new Filter { Must = { condition } };
}
