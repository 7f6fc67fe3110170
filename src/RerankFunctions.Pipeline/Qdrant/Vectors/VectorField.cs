using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Vectors;

/// <summary>One named vector of every point: what a collection has for it, what is written to it, and how it is asked.</summary>
internal abstract class VectorField(string name)
{
    public string Name { get; } = name;

    /// <summary>Adds it to the collection that is about to be made.</summary>
    public abstract void AddTo(VectorParamsMap dense, SparseVectorConfig sparse);

    /// <summary>Whether an existing collection has it, fitting or not.</summary>
    public abstract bool IsIn(CollectionConfig collection);

    /// <summary>
    /// What gives it to a collection that is in use, whose points then lack it until they are written anew; null where a collection without it
    /// is none of ours.
    /// </summary>
    public virtual CreateVectorNameRequest? Addition => null;

    /// <summary>How an existing collection does not fit, or null: what it is like, and what is configured.</summary>
    public abstract (string Found, string Configured)? Mismatch(CollectionConfig collection);

    /// <summary>Whether it is made of the embed model's vector, rather than of the text alone.</summary>
    public abstract bool NeedsEmbedding { get; }

    /// <param name="embedding">The embed model's vector of the chunk; of no use where none is needed.</param>
    public abstract Vector Write(Chunk chunk, float[] embedding);

    public abstract VectorInput Ask(EmbeddedQuery query);
}
