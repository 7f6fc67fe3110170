using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// The model behind rerank: how much of the query a document covers, rare terms counting more (rare among the documents
/// given), with credit for neighbours that stand together and for terms in the opening words, where a title is.
/// </summary>
internal sealed class LexicalReranker
{
    private const double Saturation = 0.6, LengthEffect = 0.6;
    private const double CoverageShare = 0.62, NearnessShare = 0.23, OpeningShare = 0.15;
    private const double Steepness = 9, Middle = 0.42;
    private const int Opening = 14, Nearby = 3;

    private readonly string[] _terms;
    private readonly Dictionary<string, int> _indexOf = [];

    public LexicalReranker(string query)
    {
        _terms = [.. LexicalTerms.FindTerms(query).Distinct()];
        for (var i = 0; i < _terms.Length; i++)
            _indexOf.Add(_terms[i], i);
    }

    /// <summary>The relevance of each document, in their order, each strictly between 0 and 1.</summary>
    public double[] Score(IReadOnlyList<string> documents, int maxTokensPerDocument)
    {
        var occurrences = new Occurrences[documents.Count];
        var containing = new int[_terms.Length];
        for (var i = 0; i < documents.Count; i++)
        {
            occurrences[i] = Find(TokenCount.First(documents[i], maxTokensPerDocument));
            for (var term = 0; term < _terms.Length; term++)
                containing[term] += occurrences[i].Counts[term] > 0 ? 1 : 0;
        }

        var weights = Array.ConvertAll(containing, n => Weight(n, documents.Count));
        var averageLength = Math.Max(1, occurrences.Average(found => found.Length));
        return Array.ConvertAll(occurrences, found => Squash(Evidence(found, weights, averageLength)));
    }

    // A term that no document has may be the subject or only another word for it, which a lexical model cannot tell: half.
    private static double Weight(int containing, int documents) => containing == 0
        ? Weight(1, documents) / 2
        : Math.Log(1 + ((documents - containing + 0.5) / (containing + 0.5)));

    private Occurrences Find(ReadOnlySpan<char> document)
    {
        var indexOf = _indexOf.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new Occurrences(_terms.Length);
        Span<int> lastSeen = stackalloc int[Math.Max(_terms.Length, 1)];
        lastSeen.Fill(int.MinValue / 2);
        var reader = new TermReader(document, stackalloc char[TermReader.LongestTerm]);
        for (; reader.Read(); found.Length++)
        {
            if (!indexOf.TryGetValue(reader.Term, out var term))
                continue;
            found.Counts[term]++;
            found.InOpening[term] |= found.Length < Opening;
            if (term > 0 && found.Length - lastSeen[term - 1] <= Nearby)
                found.NearPrevious[term] = true;
            lastSeen[term] = found.Length;
        }

        return found;
    }

    private double Evidence(Occurrences found, double[] weights, double averageLength)
    {
        double total = 0, coverage = 0, opening = 0, nearness = 0, pairs = 0;
        var room = Saturation * (1 - LengthEffect + (LengthEffect * found.Length / averageLength));
        for (var term = 0; term < _terms.Length; term++)
        {
            total += weights[term];
            coverage += weights[term] * found.Counts[term] / (found.Counts[term] + room);
            opening += found.InOpening[term] ? weights[term] : 0;
            if (term == 0)
                continue;
            pairs += weights[term] + weights[term - 1];
            nearness += found.NearPrevious[term] ? weights[term] + weights[term - 1] : 0;
        }

        if (total == 0)
            return 0;
        // A query of one term has no neighbours to stand together: what it covers counts instead.
        var near = pairs > 0 ? nearness / pairs : coverage / total;
        return (CoverageShare * coverage / total) + (NearnessShare * near) + (OpeningShare * opening / total);
    }

    private static double Squash(double evidence) => 1 / (1 + Math.Exp(-Steepness * (evidence - Middle)));

    private sealed class Occurrences(int terms)
    {
        public int Length { get; set; }

        public int[] Counts { get; } = new int[terms];

        public bool[] InOpening { get; } = new bool[terms];

        public bool[] NearPrevious { get; } = new bool[terms];
    }
}
