using System.Runtime.InteropServices;
using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// The model behind embed: terms, and at a lower weight pairs of neighbours, hashed with a sign into a vector of unit length.
/// Frequency counts by its logarithm. Deterministic; two texts are as close as the words they share.
/// </summary>
internal sealed class LexicalEmbedding
{
    private const float PairWeight = 0.4f;
    private const ulong FnvOffset = 14695981039346656037, FnvPrime = 1099511628211;

    // Kept from text to text, so that a call with 96 of them grows it once.
    private readonly Dictionary<ulong, (int Count, float Weight)> _counts = [];

    /// <summary>Fills the vector with the embedding of the text.</summary>
    public void Embed(ReadOnlySpan<char> text, Span<float> vector)
    {
        vector.Clear();
        _counts.Clear();
        var reader = new TermReader(text, stackalloc char[TermReader.LongestTerm]);
        ulong previous = 0;
        while (reader.Read())
        {
            var term = Hash(reader.Term);
            Count(term, 1);
            if (previous != 0)
                Count(Mix((previous * 3) ^ term), PairWeight);
            previous = term;
        }

        // A text without a single term still needs a direction, or the dot product with it would say nothing.
        if (_counts.Count == 0)
            Count(Hash(text), 1);

        foreach (var (hash, (count, weight)) in _counts)
        {
            var value = weight * (1 + MathF.Log(count));
            vector[(int)((hash >> 1) % (ulong)vector.Length)] += (hash & 1) == 0 ? value : -value;
        }

        Normalise(vector);
    }

    private static void Normalise(Span<float> vector)
    {
        var squares = 0f;
        foreach (var value in vector)
            squares += value * value;
        if (squares == 0)
            vector[0] = squares = 1;
        var length = MathF.Sqrt(squares);
        foreach (ref var value in vector)
            value /= length;
    }

    private void Count(ulong hash, float weight)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, hash, out _);
        entry = (entry.Count + 1, weight);
    }

    private static ulong Hash(ReadOnlySpan<char> term)
    {
        var hash = FnvOffset;
        foreach (var character in term)
            hash = (hash ^ character) * FnvPrime;
        return Mix(hash);
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
