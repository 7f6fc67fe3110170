using Microsoft.Extensions.Logging;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Events 1000 to 1099. Of failures they are given what <see cref="FailureCause"/> says.</summary>
internal static partial class IngestionLog
{
    [LoggerMessage(1000, LogLevel.Information, "Indexed {Document}: {Chunks} chunks, {Tokens} tokens embedded")]
    public static partial void Indexed(this ILogger logger, string document, int chunks, long tokens);

    [LoggerMessage(1001, LogLevel.Information, "{Document} is indexed as it is")]
    public static partial void Unchanged(this ILogger logger, string document);

    [LoggerMessage(1002, LogLevel.Information, "Removed {Document} from the index")]
    public static partial void Removed(this ILogger logger, string document);

    [LoggerMessage(1003, LogLevel.Warning, "{Document} cannot be indexed: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string document, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "How {Document} ended could not be noted: {Reason}")]
    public static partial void OutcomeLost(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "The lease of the run on {Document} could not be renewed; another run may do the same work: {Reason}")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "The end of the run on {Document} could not be noted; the next waits until its lease runs out: {Reason}")]
    public static partial void EndNotNoted(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1007, LogLevel.Warning, "{Document} has nothing to index: {Reason}")]
    public static partial void Empty(this ILogger logger, string document, string reason);

    [LoggerMessage(1008, LogLevel.Warning, "The run on {Document} has lost its lease; another run may do the same work")]
    public static partial void LeaseLost(this ILogger logger, string document);

    [LoggerMessage(1009, LogLevel.Warning, "{Document} failed and is left to the queue: {Reason}")]
    public static partial void LeftToQueue(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1010, LogLevel.Warning, "{Document} failed and is tried again later: {Reason}")]
    public static partial void TriedAgain(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1011, LogLevel.Error, "{Document} is given up on: {Reason}")]
    public static partial void GivenUp(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1012, LogLevel.Error, "{Document} has failed, since what it needs was waited for long enough: {Reason}")]
    public static partial void WaitedForInVain(this ILogger logger, Exception? unexpected, string document, string reason);

    [LoggerMessage(1014, LogLevel.Information, "Compared {Stored} documents with the index: {Queued} are queued, {Orphaned} to be removed")]
    public static partial void Repaired(this ILogger logger, int stored, int queued, int orphaned);

    [LoggerMessage(1015, LogLevel.Error, "Documents that the container does not have stay in the index: {Reason}")]
    public static partial void RemovalRefused(this ILogger logger, string reason);

    [LoggerMessage(1013, LogLevel.Information, "{Document} gives way to others; the next run goes on where it was")]
    public static partial void GaveWay(this ILogger logger, string document);

    [LoggerMessage(1016, LogLevel.Information, "{Document} is put off: {Reason}")]
    public static partial void PutOff(this ILogger logger, string document, string reason);
}
