using System.Buffers;
using System.Text.Json;
using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>Answers POST /v2/rerank in the service's shape: results best first, equals in the order of the documents.</summary>
internal static class RerankAnswer
{
    private const int DocumentsPerUnit = 100;
    private const int TokensPerBilledDocument = 500;

    /// <summary>Ranks the documents by their scores. Says how many tokens query and documents have.</summary>
    public static (ReadOnlyMemory<byte> Json, int Tokens) WriteAnswer(RerankRequest request, double[] scores)
    {
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(request.TopN);
        var (units, tokens) = Bill(request);

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", CohereAnswer.NewId());
        json.WriteStartArray("results");
        foreach (var index in best)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteNumber("relevance_score", (float)scores[index]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ApiMeta.Write(json, "search_units", units);
        json.WriteEndObject();
        json.Flush();
        return (buffer.WrittenMemory, tokens);
    }

    // One unit is a query with up to 100 documents; a document that with its query is longer than 500 tokens counts once for
    // every started 500 (cohere.com/pricing).
    private static (int Units, int Tokens) Bill(RerankRequest request)
    {
        var query = TokenCount.CountTokens(request.Query);
        int billed = 0, tokens = query;
        foreach (var document in request.Documents)
        {
            var length = Math.Min(TokenCount.CountTokens(document), request.MaxTokensPerDocument);
            tokens += length;
            billed += Math.Max(1, Divide(length + query, TokensPerBilledDocument));
        }

        return (Divide(billed, DocumentsPerUnit), tokens);
    }

    private static int Divide(int amount, int by) => (amount + by - 1) / by;
}
