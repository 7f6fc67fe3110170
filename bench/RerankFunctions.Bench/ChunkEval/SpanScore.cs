namespace RerankFunctions.Bench.ChunkEval;

/// <summary>How well chunks hold the answers to questions.</summary>
/// <param name="Whole">Gold spans of which one chunk holds every letter.</param>
/// <param name="Spans">All gold spans.</param>
/// <param name="Precision">
/// For each question: letters of its gold spans, over all letters of the chunks that hold at least one of them (what two such chunks
/// share is counted in both). Summed over the questions.
/// </param>
/// <param name="Questions">All questions.</param>
internal readonly record struct SpanScore(int Whole, int Spans, double Precision, int Questions)
{
    public static SpanScore Measure(Corpus corpus, IReadOnlyList<ChunkCover> chunks)
    {
        var score = new SpanScore();
        foreach (var spans in corpus.Questions)
        {
            var touched = chunks.Where(chunk => spans.Any(span => chunk.Overlap(span) > 0)).ToList();
            var whole = spans.Count(span => touched.Any(chunk => chunk.Overlap(span) == span.End - span.Start));
            var gold = spans.Sum(span => span.End - span.Start);
            var read = touched.Sum(chunk => chunk.Length);
            score += new SpanScore(whole, spans.Length, read == 0 ? 0 : (double)gold / read, 1);
        }

        return score;
    }

    public static SpanScore operator +(SpanScore a, SpanScore b)
        => new(a.Whole + b.Whole, a.Spans + b.Spans, a.Precision + b.Precision, a.Questions + b.Questions);

    public override string ToString() => $"{100.0 * Whole / Spans,7:F1} {100 * Precision / Questions,9:F1}";
}
