using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Keeps ingestion within Cohere's limit on embed inputs a minute (it counts texts, not calls), all documents of this instance together:
/// waiting here is cheaper than being refused there. Queries do not wait; other instances are held off by Cohere's 429 and our back-off.
/// </summary>
internal sealed class EmbedInputLimiter(IOptions<CohereOptions> options) : IDisposable
{
    private readonly SlidingWindowRateLimiter _limiter = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = options.Value.EmbedInputsPerMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 12,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Returns when so many texts may be sent.</summary>
    public async Task WaitAsync(int texts, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(texts, cancellationToken);
    }

    public void Dispose() => _limiter.Dispose();
}
