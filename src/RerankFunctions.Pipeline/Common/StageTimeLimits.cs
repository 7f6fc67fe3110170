using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Common;

/// <summary>How long each stage of a search may take, retries included. Their sum is the longest a user waits.</summary>
internal sealed class StageTimeLimits
{
    public const string Section = "Search";

    [Range(0.05, 60, ErrorMessage = "Set Search__EmbedTimeoutSeconds to a number from {1} to {2}.")]
    public double EmbedTimeoutSeconds { get; set; } = 5;

    [Range(0.05, 60, ErrorMessage = "Set Search__RetrieveTimeoutSeconds to a number from {1} to {2}.")]
    public double RetrieveTimeoutSeconds { get; set; } = 5;

    /// <summary>After this the answer comes in retrieval order.</summary>
    [Range(0.05, 60, ErrorMessage = "Set Search__RerankTimeoutSeconds to a number from {1} to {2}.")]
    public double RerankTimeoutSeconds { get; set; } = 3;
}
