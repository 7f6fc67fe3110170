using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>What was retrieved.</summary>
/// <param name="Candidates">Best first.</param>
/// <param name="Lists">Where chunks stood in each list that the candidates were taken from, if that was asked for; else null.</param>
internal sealed record Retrieved(IReadOnlyList<Candidate> Candidates, IReadOnlyList<RankedList>? Lists = null);

/// <summary>The chunks nearest to one text by one vector, best first; not all of them, but all that could have become candidates.</summary>
/// <param name="Vector">Its name in the index.</param>
/// <param name="Query">The text.</param>
internal sealed record RankedList(string Vector, string Query, IReadOnlyList<RankedChunk> Chunks);

/// <param name="Score">On the vector's scale.</param>
internal sealed record RankedChunk(DocumentId Document, int Chunk, double Score);
