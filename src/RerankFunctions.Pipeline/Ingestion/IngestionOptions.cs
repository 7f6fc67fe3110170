using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Ingestion;

internal sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Less than host.json's functionTimeout, at which the host ends the worker and all that runs in it.</summary>
    [Range(0.001, 25, ErrorMessage = "Set Ingestion__MaxRunMinutes to a number from {1} to {2}.")]
    public double MaxRunMinutes { get; set; } = 10;

    [Range(0.1, 3600, ErrorMessage = "Set Ingestion__RetrySeconds to a number from {1} to {2}.")]
    public double RetrySeconds { get; set; } = 60;

    [Range(1, 90, ErrorMessage = "Set Ingestion__MaxRemovedPercent to a number from {1} to {2}.")]
    public int MaxRemovedPercent { get; set; } = 15;

    /// <summary>Passages of a document: each is embedded, and is paid for.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Set Ingestion__MaxPassages to a number from {1} to {2}.")]
    public int MaxPassages { get; set; } = 100_000;
}
