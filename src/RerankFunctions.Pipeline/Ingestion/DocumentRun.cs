namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>One run over a document: how long it may go on, and what it leaves behind.</summary>
/// <param name="most">After this it gives way, once it has got anything done.</param>
internal sealed class DocumentRun(TimeProvider clock, TimeSpan most)
{
    private readonly long _began = clock.GetTimestamp();
    private volatile bool _progressed;

    /// <summary>A run outside all leases, which does all that there is to do.</summary>
    public static DocumentRun Unlimited() => new(TimeProvider.System, TimeSpan.MaxValue);

    /// <summary>Its lease on the document's outcome; null for none.</summary>
    public string? Lease { get; init; }

    /// <summary>Why the document in this state (ETag) is not tried any more; null to try.</summary>
    public (string ETag, string Reason)? GivenUp { get; init; }

    /// <summary>Whether what is indexed as it is, in another way than it would be now, is indexed anew.</summary>
    public bool Anew { get; init; }

    /// <summary>Whether a service that is not there is waited for no longer.</summary>
    public bool IsLast { get; init; }

    /// <summary>Tells others how many chunks the document has in this state (ETag), before they are embedded; null for nobody to be told.</summary>
    public Func<string, int, CancellationToken, Task>? TellCount { get; init; }

    /// <summary>It has ended before the document was done.</summary>
    public bool GaveWay { get; private set; }

    /// <summary>What it needs is taken by other work for now: this. Null where nothing is.</summary>
    public string? PutOffFor { get; private set; }

    /// <summary>The document's outcome says how it ended, and stays.</summary>
    public bool IsNoted { get; set; }

    /// <summary>A batch of chunks is in.</summary>
    public void Progressed() => _progressed = true;

    /// <summary>It goes no further, since what it needs is taken by other work for now.</summary>
    public void PutOff(string reason) => PutOffFor = reason;

    /// <summary>Asked between batches. A run that got nothing done would, at its next turn, get as far again.</summary>
    public bool GoesOn()
    {
        GaveWay |= _progressed && clock.GetElapsedTime(_began) >= most;
        return !GaveWay && PutOffFor is null;
    }
}
