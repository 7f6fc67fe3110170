namespace RerankFunctions.Pipeline.Documents;

/// <summary>Why a document cannot be had or changed as it is now.</summary>
public enum DocumentConflict
{
    /// <summary>Somebody holds a lease on its blob.</summary>
    Leased,

    /// <summary>Its blob is in the archive tier, or on its way out of it.</summary>
    Archived,

    /// <summary>A policy of the account, or a legal hold, keeps its blob from being changed.</summary>
    Protected,

    /// <summary>Others kept on changing it meanwhile.</summary>
    Changing,

    /// <summary>It is not as the caller wants it to be for the call.</summary>
    PreconditionFailed,
}

/// <summary>A document is in a state that does not allow what was asked. Nothing is wrong with the request, nor with the account.</summary>
/// <param name="message">For callers and for logs: what is in the way, and what to do about it.</param>
public sealed class DocumentConflictException(DocumentConflict conflict, string message, Exception? inner = null) : Exception(message, inner)
{
    public DocumentConflict Conflict { get; } = conflict;
}
