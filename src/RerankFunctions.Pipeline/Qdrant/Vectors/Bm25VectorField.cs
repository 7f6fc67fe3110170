using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Vectors;

/// <summary>Term weights that Qdrant makes of the text itself, for keyword search.</summary>
internal sealed class Bm25VectorField() : VectorField("bm25")
{
    /// <summary>The model name under which Qdrant (1.15.2 and later) tokenises and weighs a text on the server.</summary>
    private const string Model = "qdrant/bm25";

    public override void AddTo(VectorParamsMap dense, SparseVectorConfig sparse)
        => sparse.Map[Name] = new SparseVectorParams { Modifier = Modifier.Idf };

    public override bool IsIn(CollectionConfig collection) => collection.Params.SparseVectorsConfig?.Map.ContainsKey(Name) is true;

    public override CreateVectorNameRequest Addition
        => new() { VectorName = Name, SparseConfig = new SparseVectorCreationConfig { Modifier = Modifier.Idf } };

    public override (string Found, string Configured)? Mismatch(CollectionConfig collection)
    {
        if (!IsIn(collection))
            return ($"it has no sparse vector named '{Name}'", "one is needed (Qdrant adds it from 1.18 on)");
        return collection.Params.SparseVectorsConfig.Map[Name].Modifier is Modifier.Idf
            ? null
            : ($"its sparse vector '{Name}' counts rare words as others", "the modifier IDF is needed");
    }

    public override bool NeedsEmbedding => false;

    public override Vector Write(Chunk chunk, float[] embedding) => new Document { Text = chunk.EmbeddingText, Model = Model };

    public override VectorInput Ask(EmbeddedQuery query) => new() { Document = new Document { Text = query.Text, Model = Model } };
}
