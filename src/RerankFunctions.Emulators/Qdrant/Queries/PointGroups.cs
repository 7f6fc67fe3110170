using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// The best hits in groups of one payload value each, a group as good as its best hit; a point with several values is in several
/// groups, one with none in none (qdrant v1.19.0, lib/shard/src/grouping).
/// </summary>
internal sealed class PointGroups
{
    private const ulong DefaultGroups = 10;
    private const ulong DefaultSize = 3;

    private readonly PayloadPath _path;
    private readonly int _groups;
    private readonly int _size;

    public PointGroups(QueryPointGroups request)
    {
        if (request is { HasLimit: true, Limit: 0 })
            throw Refusal.NotPositive("limit");
        if (request is { HasGroupSize: true, GroupSize: 0 })
            throw Refusal.NotPositive("group_size");
        _path = PayloadPath.Parse(request.GroupBy);
        var (groups, size) = (request.HasLimit ? request.Limit : DefaultGroups, request.HasGroupSize ? request.GroupSize : DefaultSize);
        (_groups, _size, Limit) = ((int)Math.Min(groups, int.MaxValue), (int)Math.Min(size, int.MaxValue), groups * size);
        Query = new QueryPoints
        {
            CollectionName = request.CollectionName,
            Prefetch = { request.Prefetch },
            Query = request.Query,
            Filter = request.Filter,
            Params = request.Params,
            Limit = int.MaxValue,
        };
        if (request.HasUsing)
            Query.Using = request.Using;
        if (request.HasScoreThreshold)
            Query.ScoreThreshold = request.ScoreThreshold;
    }

    /// <summary>The query whose hits are put into groups.</summary>
    public QueryPoints Query { get; }

    /// <summary>How many points are asked for.</summary>
    public ulong Limit { get; }

    /// <param name="hits">Best first.</param>
    public IEnumerable<(GroupId Id, IReadOnlyList<Hit> Hits)> FormGroups(IReadOnlyList<Hit> hits)
    {
        var groups = new OrderedDictionary<GroupId, List<Hit>>();
        foreach (var hit in hits)
        {
            foreach (var id in _path.In(hit.Point.Payload).SelectMany(PayloadIndex.Elements).Select(IdOf).OfType<GroupId>().Distinct())
            {
                if (!groups.TryGetValue(id, out var group))
                    groups.Add(id, group = []);
                if (group.Count < _size)
                    group.Add(hit);
            }
        }
        return groups.Take(_groups).Select(group => (group.Key, (IReadOnlyList<Hit>)group.Value));
    }

    private static GroupId? IdOf(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => new GroupId { StringValue = value.StringValue },
        Value.KindOneofCase.IntegerValue when value.IntegerValue >= 0 => new GroupId { UnsignedValue = (ulong)value.IntegerValue },
        Value.KindOneofCase.IntegerValue => new GroupId { IntegerValue = value.IntegerValue },
        _ => null,
    };
}
