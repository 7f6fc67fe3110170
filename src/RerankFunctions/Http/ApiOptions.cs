using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Http;

/// <summary>What callers of the HTTP API may ask for.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>
    /// Bytes. The Functions host reads the whole body of a PUT into memory before the app sees it; larger documents go into the container.
    /// </summary>
    [Range(1, 1L << 30, ErrorMessage = "Set Api__MaxUploadBytes to a number from {1} to {2}.")]
    public long MaxUploadBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Of one caller, to one instance; 0 for as many as they like.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Set Api__RequestsPerMinutePerCaller to a number from {1} to {2}.")]
    public int RequestsPerMinutePerCaller { get; set; }
}
