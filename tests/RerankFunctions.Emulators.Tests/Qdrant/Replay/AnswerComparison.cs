using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Tests.Qdrant.Replay;

/// <summary>
/// Whether two answers say the same: scores and vectors to 1e-5, points in their order where scores differ and as sets where they tie, and
/// everything else exactly but for <see cref="NotCompared"/>.
/// </summary>
internal static class AnswerComparison
{
    public const double Tolerance = 1e-5;

    /// <summary>Fields that differ from one server or run to the next, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotCompared = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["time"] = "measured",
        ["usage"] = "measured, and empty unless the server is told to report it",
        ["operation_id"] = "a real server counts what it does internally too",
        ["qdrant.ScoredPoint.version"] = "an operation's number",
        ["qdrant.CollectionInfo.segments_count"] = "how a server stores points",
        ["qdrant.CollectionInfo.indexed_vectors_count"] = "how a server stores points",
        ["qdrant.HealthCheckReply.title"] = "the emulator says that it is one",
        ["qdrant.HealthCheckReply.commit"] = "of the server's source",
    };

    /// <summary>Where they differ first, or null.</summary>
    public static string? Difference(IMessage expected, IMessage actual) => InMessage(expected.Descriptor.Name, expected, actual);

    private static string? InMessage(string path, IMessage expected, IMessage actual)
    {
        foreach (var field in expected.Descriptor.Fields.InDeclarationOrder().Where(IsCompared))
        {
            if (InField($"{path}.{field.Name}", field, expected, actual) is { } difference)
                return difference;
        }
        return null;
    }

    private static bool IsCompared(FieldDescriptor field) => !NotCompared.ContainsKey(field.Name) && !NotCompared.ContainsKey(field.FullName);

    private static string? InField(string path, FieldDescriptor field, IMessage expected, IMessage actual)
    {
        var (left, right) = (field.Accessor.GetValue(expected), field.Accessor.GetValue(actual));
        if (field.IsMap)
            return InMaps(path, (IDictionary)left, (IDictionary)right);
        if (field.IsRepeated)
            return InLists(path, (IList)left, (IList)right);
        if (field.HasPresence && field.Accessor.HasValue(expected) != field.Accessor.HasValue(actual))
            return $"{path}: expected {Shown(left)}, got {Shown(right)}";
        return left is null ? null : InValues(path, left, right);
    }

    private static string? InValues(string path, object expected, object? actual) => (expected, actual) switch
    {
        (IMessage left, IMessage right) => InMessage(path, left, right),
        (float left, float right) when Math.Abs(left - right) <= Tolerance => null,
        _ when Equals(expected, actual) => null,
        _ => $"{path}: expected {Shown(expected)}, got {Shown(actual)}",
    };

    private static string? InMaps(string path, IDictionary expected, IDictionary actual)
    {
        var (left, right) = (expected.Keys.Cast<object>().Order(), actual.Keys.Cast<object>().Order());
        return left.SequenceEqual(right)
            ? left.Select(key => InValues($"{path}[{key}]", expected[key]!, actual[key])).FirstOrDefault(difference => difference is not null)
            : $"{path}: expected keys {string.Join(", ", left)}, got {string.Join(", ", right)}";
    }

    private static string? InLists(string path, IList expected, IList actual)
    {
        if (expected.Count != actual.Count)
            return $"{path}: expected {expected.Count} ({Shown(expected)}), got {actual.Count} ({Shown(actual)})";
        if (expected is IList<ScoredPoint> points)
            (expected, actual) = ((IList)TiesById(points, points), (IList)TiesById((IList<ScoredPoint>)actual, points));
        for (var i = 0; i < expected.Count; i++)
        {
            if (InValues($"{path}[{i}]", expected[i]!, actual[i]) is { } difference)
                return difference;
        }
        return null;
    }

    /// <summary>The points with those that tie, by the scores of the recording, in the order of their ids.</summary>
    private static List<ScoredPoint> TiesById(IList<ScoredPoint> points, IList<ScoredPoint> recorded)
    {
        var group = 0;
        var groups = recorded.Select((point, i) => i > 0 && Math.Abs(point.Score - recorded[i - 1].Score) > Tolerance ? ++group : group).ToList();
        return [.. points.Select((point, i) => (point, Group: groups[i])).OrderBy(tied => tied.Group).ThenBy(tied => tied.point.Id.ToString())
            .Select(tied => tied.point)];
    }

    private static string Shown(object? value) => value switch
    {
        null => "nothing",
        IEnumerable<ScoredPoint> points => string.Join(", ", points.Select(point => $"{point.Id}: {point.Score}")),
        IList { Count: > 10 } list => $"{list.Count} values",
        _ => $"{value}",
    };
}
