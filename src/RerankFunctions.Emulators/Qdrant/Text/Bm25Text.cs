using System.Text;
using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Text;

/// <summary>
/// The model <c>qdrant/bm25</c>, which runs inside Qdrant: words become hashed indices, their frequencies BM25 weights; the
/// inverse document frequency comes in when querying (qdrant v1.19.0, lib/bm25 and src/common/inference).
/// </summary>
internal static class Bm25Text
{
    public const string Model = "qdrant/bm25";
    private const string ShortName = "bm25";

    /// <summary>What Qdrant answers when it is asked for a model that it would need an inference service for.</summary>
    private const string NoInferenceService =
        "Service internal error: InferenceService URL not configured - please provide valid address in config";

    /// <summary>The vector to store: a weight for each word.</summary>
    public static SparseValues Document(Document document)
    {
        if (!IsBm25(document))
            throw Refusal.Internal(NoInferenceService);
        var options = Bm25Options.Parse(document.Options);
        var words = Words(document.Text, options).ToList();
        var length = 1 - options.B + options.B * words.Count / options.AverageLength;
        var weights = new SortedDictionary<uint, float>();
        foreach (var (word, count) in words.CountBy(word => word))
            weights[Index(word)] = (float)(count * (options.K + 1) / Math.FusedMultiplyAdd(options.K, length, count));
        return new SparseValues([.. weights.Keys], [.. weights.Values]);
    }

    /// <summary>The vector to query with: 1 for each word.</summary>
    public static SparseValues Query(Document document)
    {
        if (!IsBm25(document))
            throw Refusal.Internal($"Inference error: {NoInferenceService}");
        var words = Words(document.Text, Bm25Options.Parse(document.Options));
        uint[] indices = [.. words.Select(Index).Distinct().Order()];
        return new SparseValues(indices, [.. indices.Select(_ => 1f)]);
    }

    internal static IEnumerable<string> Words(string text, Bm25Options options)
    {
        foreach (var token in WordTokens.SplitWords(text))
        {
            var word = options.Lowercase ? token.ToLowerInvariant() : token;
            if (!options.English)
                yield return word;
            else if (!EnglishStopWords.Contain(word))
                yield return EnglishStem.StemWord(word);
        }
    }

    internal static uint Index(string word) => (uint)Math.Abs((long)(int)MurmurHash.HashBytes(Encoding.UTF8.GetBytes(word)));

    private static bool IsBm25(Document document) => document.Model.ToLowerInvariant() is Model or ShortName;
}
