using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// What is told of a failure. Of one whose cause is known a line says it all; of any other, operators need to know where it came from.
/// </summary>
internal static class FailureCause
{
    /// <summary>For whoever uploaded the document: nothing of what a service said, and no names of ours.</summary>
    public static string ForUsers(Exception failure) => failure switch
    {
        DependencyException dependency => dependency.Summary,
        DocumentConflictException or IndexMismatchException => failure.Message,
        _ => "An unexpected error of the app; its log tells more.",
    };

    /// <summary>For logs.</summary>
    public static string ForOperators(Exception failure)
        => IsKnown(failure) ? failure.Message.ReplaceLineEndings(" ") : "an unexpected error";

    /// <summary>To be logged with its stack; null for one whose cause is known.</summary>
    public static Exception? Unexpected(Exception failure) => IsKnown(failure) ? null : failure;

    private static bool IsKnown(Exception failure) => failure is DependencyException or DocumentConflictException or IndexMismatchException;
}
