using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// snowflake-arctic-embed-xs, and a reranker of its cosines and the lexical reranker's scores. docs/quality.md says how good they are.
/// </summary>
internal sealed class ArcticModels : IEmulatorModels
{
    // Without it the model is far worse (docs/quality.md); documents have none.
    private const string QueryPrefix = "Represent this sentence for searching relevant passages: ";

    private const double CosineShare = 0.7, LexicalShare = 0.3;
    private const int AtOnce = 4; // more is slower, and swells
    private const int RecentQueries = 256;

    private readonly ArcticTokenizer _tokenizer;
    private readonly ArcticNetwork _network;
    private readonly VectorStore _documents;
    private readonly ConcurrentDictionary<UInt128, float[]> _queries = new();
    private readonly InferenceTurns _turns = new();
    private int _textsRead;

    private ArcticModels(ArcticTokenizer tokenizer, ArcticNetwork network, VectorStore documents)
        => (_tokenizer, _network, _documents) = (tokenizer, network, documents);

    public string EmbedModel => LocalModels.EmbedModel;

    public string RerankModel => LocalModels.RerankModel;

    public int LeastDimensions => ArcticNetwork.Dimensions;

    /// <summary>Texts that the network has read so far: all that was not known already.</summary>
    internal int TextsRead => _textsRead;

    public static ArcticModels Load(string? folder)
    {
        var (weights, vocabulary) = ArcticPackage.Read();
        return new ArcticModels(new ArcticTokenizer(vocabulary), new ArcticNetwork(weights), VectorStore.Open(folder));
    }

    public async ValueTask<float[][]> EmbedAsync(TextsToEmbed texts, CancellationToken cancellationToken)
    {
        var vectors = await VectorsAsync(texts, cancellationToken);
        // Zeros at the end keep every dot product.
        return texts.Dimensions == ArcticNetwork.Dimensions ? vectors : Array.ConvertAll(vectors, vector =>
        {
            var longer = new float[texts.Dimensions];
            vector.CopyTo(longer, 0);
            return longer;
        });
    }

    public async ValueTask<double[]> ScoreAsync(
        string query, IReadOnlyList<string> documents, int maxTokensPerDocument, CancellationToken cancellationToken)
    {
        string[] texts = [.. documents.Select(StructuredDocument.Text)];
        var asked = await VectorsAsync(Few([query], areQueries: true, ArcticNetwork.MaxTokens), cancellationToken);
        var vectors = await VectorsAsync(Few(texts, areQueries: false, maxTokensPerDocument), cancellationToken);
        var lexical = new LexicalReranker(query).Score(texts, maxTokensPerDocument);
        return [.. vectors.Select((vector, i) => RelevanceScale.ScaleMix(
            (CosineShare * TensorPrimitives.Dot<float>(asked[0], vector)) + (LexicalShare * lexical[i])))];
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _documents.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TextsToEmbed Few(string[] texts, bool areQueries, int maxTokens)
        => new(texts, areQueries, maxTokens, KeepEnd: false, ArcticNetwork.Dimensions);

    private async Task<float[][]> VectorsAsync(TextsToEmbed texts, CancellationToken cancellationToken)
    {
        var maxTokens = Math.Min(texts.MaxTokens, ArcticNetwork.MaxTokens);
        var keys = texts.Texts.Select(text => KeyOf(text, maxTokens, texts.KeepEnd)).ToArray();
        var vectors = Array.ConvertAll(keys, key => texts.AreQueries ? _queries.GetValueOrDefault(key) : _documents.Find(key));
        var missing = Enumerable.Range(0, keys.Length).Where(i => vectors[i] is null)
            .Select(i => (Index: i, Ids: _tokenizer.Encode(
                texts.AreQueries ? QueryPrefix + texts.Texts[i] : texts.Texts[i], maxTokens, texts.KeepEnd)))
            .OrderBy(text => text.Ids.Length);
        foreach (var few in missing.Chunk(AtOnce))
        {
            var made = await _turns.RunAsync(texts.AreQueries, () => _network.Run([.. few.Select(text => text.Ids)]), cancellationToken);
            Interlocked.Add(ref _textsRead, few.Length);
            // Kept at once: a caller who gives up and asks again finds what was done for it.
            foreach (var (text, vector) in few.Zip(made))
                Keep(keys[text.Index], vectors[text.Index] = vector, texts.AreQueries);
        }

        return vectors!;
    }

    private void Keep(UInt128 key, float[] vector, bool isQuery)
    {
        if (!isQuery)
        {
            _documents.Add(key, vector);
            return;
        }

        if (_queries.Count >= RecentQueries)
            _queries.Clear();
        _queries[key] = vector;
    }

    /// <summary>By the words alone: white space makes no difference to the tokens.</summary>
    private static UInt128 KeyOf(string text, int maxTokens, bool keepEnd)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes($"{maxTokens} {keepEnd} {words}")));
    }
}
