using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Tests.Qdrant.Replay;

/// <summary>
/// Of points that tie where a limit cuts a list off, it is open which are in it: those of the recording are taken, if the emulator finds them
/// with that score too.
/// </summary>
internal static class CutTies
{
    private const ulong Many = 1000;

    /// <param name="ask">Makes the same call with another limit.</param>
    public static async Task SettleAsync(
        QueryPoints request, QueryResponse recorded, QueryResponse answer, Func<QueryPoints, Task<QueryResponse>> ask)
    {
        if ((ulong)recorded.Result.Count < request.Limit || recorded.Result.Count != answer.Result.Count || request.Limit >= Many)
            return;
        var last = recorded.Result[^1].Score;
        var cut = recorded.Result.Where(point => Math.Abs(point.Score - last) <= AnswerComparison.Tolerance).Select(point => point.Id).ToHashSet();
        var longer = request.Clone();
        longer.Limit = Many;
        var there = (await ask(longer)).Result.Where(point => cut.Contains(point.Id) && Math.Abs(point.Score - last) <= AnswerComparison.Tolerance).ToList();
        if (there.Count != cut.Count)
            return;
        var before = answer.Result.Take(answer.Result.Count - cut.Count).ToList();
        answer.Result.Clear();
        answer.Result.Add(before);
        answer.Result.Add(there);
    }
}
