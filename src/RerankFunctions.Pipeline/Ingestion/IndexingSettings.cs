using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Ingestion.Chunking;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Everything besides a document's content that decides on its chunks and vectors, as one fingerprint. When any of it changes, a
/// document's points are made anew at its next delivery and the old ones go.
/// </summary>
public sealed class IndexingSettings(IOptions<ChunkingOptions> chunking, IOptions<CohereOptions> cohere)
{
    /// <summary>16 hex digits.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', StructureChunker.Revision, chunking.Value.MaxTokens, chunking.Value.OverlapTokens, cohere.Value.EmbedModel))))[..16];
}
