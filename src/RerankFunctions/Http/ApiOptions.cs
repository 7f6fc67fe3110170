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
}
