namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>How the work on one state of a document ended: there are no others. <see cref="IngestionJournal"/> counts and logs each.</summary>
internal abstract record IngestionOutcome
{
    private IngestionOutcome()
    {
    }

    /// <summary>It is in the index, and nothing else of the document is.</summary>
    /// <param name="Version">SHA-256 of the content, lower-case hex.</param>
    /// <param name="Tokens">Embedded for it in this run.</param>
    public sealed record Indexed(string Version, int Chunks, long Tokens) : IngestionOutcome;

    /// <summary>It has no text, so nothing of the document is in the index.</summary>
    /// <param name="Version">SHA-256 of the content, lower-case hex.</param>
    /// <param name="Notes">What reading it left out or did not understand.</param>
    public sealed record Empty(string Version, string Fingerprint, IReadOnlyList<string> Notes) : IngestionOutcome
    {
        /// <summary>For whoever uploaded it.</summary>
        public string Reason => Notes.Count == 0 ? "There is no text in it." : $"No text could be read from it: {string.Join("; ", Notes)}.";
    }

    /// <summary>It was in the index already.</summary>
    public sealed record Unchanged : IngestionOutcome;

    /// <summary>The blob was gone; nothing of the document is in the index.</summary>
    public sealed record Removed : IngestionOutcome;

    /// <summary>No retry will make it readable; nothing of the document is in the index.</summary>
    /// <param name="Reason">For whoever uploaded it: what is wrong and what to change.</param>
    /// <param name="Unsupported">True where such documents are not read at all.</param>
    public sealed record Unreadable(string Reason, bool Unsupported) : IngestionOutcome;

    /// <summary>Its content cannot be had as long as it is in the archive tier; nothing of the document is in the index.</summary>
    public sealed record Archived : IngestionOutcome;

    /// <summary>Some of it is in the index; the next run goes on.</summary>
    public sealed record GaveWay : IngestionOutcome;

    /// <summary>What it needs is taken by other work for now; the next run goes on.</summary>
    /// <param name="Reason">For logs.</param>
    public sealed record PutOff(string Reason) : IngestionOutcome;

    /// <summary>The blob is no longer in that state, or another run's writes came between: it is to be looked at anew.</summary>
    public sealed record Superseded : IngestionOutcome;

    /// <summary>Something failed that the next try may not meet again.</summary>
    public sealed record Failed(Exception Failure) : IngestionOutcome;
}
