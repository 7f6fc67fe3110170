using Microsoft.Extensions.Logging;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Events 1000 to 1099.</summary>
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

    [LoggerMessage(1004, LogLevel.Warning, "How {Document} ended could not be noted")]
    public static partial void OutcomeLost(this ILogger logger, Exception exception, string document);

    [LoggerMessage(1005, LogLevel.Warning, "The message that guards a run could not be postponed; its document may be synchronised twice")]
    public static partial void GuardLost(this ILogger logger, Exception exception);

    [LoggerMessage(1006, LogLevel.Warning, "The message that guards a run could not be withdrawn; {Document} will be synchronised once more")]
    public static partial void GuardLeft(this ILogger logger, Exception exception, string document);

    [LoggerMessage(1007, LogLevel.Warning, "{Document} has nothing to index: {Reason}")]
    public static partial void Empty(this ILogger logger, string document, string reason);
}
