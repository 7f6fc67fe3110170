using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Everything besides a document's content that decides on its chunks and vectors, as one fingerprint: reader and its libraries, chunker, embed
/// model. When any of it changes, documents are outdated: found as they are, until somebody has them indexed anew.
/// </summary>
internal sealed class IndexFingerprint(DocumentReaders readers, IOptions<ChunkingOptions> chunking, IEmbedder embedder)
{
    /// <summary>16 hex digits.</summary>
    public string For(IDocumentReader reader) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [
            reader.Name, $"{reader.Revision}", .. reader.Libraries, $"{StructureChunker.Revision}", $"{chunking.Value.MaxTokens}",
            $"{chunking.Value.OverlapTokens}", embedder.Model.Name,
        ]))))[..16];

    /// <summary>Whether a document would be indexed now as it is.</summary>
    public bool IsCurrent(StoredDocument document, IndexedDocument indexed) => IsCurrent(document, indexed.Fingerprint);

    /// <param name="fingerprint">Of how it was indexed; null where that is not known.</param>
    /// <inheritdoc cref="IsCurrent(StoredDocument, IndexedDocument)"/>
    public bool IsCurrent(StoredDocument document, string? fingerprint)
    {
        try
        {
            return fingerprint == For(readers.For(document.Name, document.ContentType));
        }
        catch (UnreadableDocumentException)
        {
            return false; // Its format is not read any more.
        }
    }
}
