using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Keeps ingestion within Cohere's limit on embed inputs a minute (it counts texts, not calls), all documents of this instance together:
/// waiting here is cheaper than being refused there. Queries do not wait. The limit is the account's, and others draw on it too: a 429 halves
/// the rate, and each minute without one doubles it again, up to the setting.
/// </summary>
internal sealed class EmbedInputLimiter(IOptions<CohereOptions> options, TimeProvider clock) : IDisposable
{
    private const int MostHalvings = 5;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Calls under way together are refused together, which says no more than one.</summary>
    private static readonly TimeSpan OneRefusal = TimeSpan.FromSeconds(10);

    private readonly SlidingWindowRateLimiter _limiter = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = options.Value.EmbedInputsPerMinute,
        Window = Minute,
        SegmentsPerWindow = 12,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lock _lock = new();
    private int _halvings;
    private DateTimeOffset _changed = DateTimeOffset.MinValue;

    /// <summary>Returns when so many texts may be sent.</summary>
    public async Task WaitAsync(int texts, CancellationToken cancellationToken)
    {
        // At a half of the rate, a text takes the room of two.
        var room = Math.Min((long)texts << Halvings(), options.Value.EmbedInputsPerMinute);
        using var lease = await _limiter.AcquireAsync((int)room, cancellationToken);
    }

    /// <summary>Cohere has refused a call for being one too many.</summary>
    public void Refused()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_halvings > 0 && now - _changed < OneRefusal)
                return;
            (_halvings, _changed) = (Math.Min(_halvings + 1, MostHalvings), now);
        }
    }

    public void Dispose() => _limiter.Dispose();

    private int Halvings()
    {
        lock (_lock)
        {
            for (; _halvings > 0 && clock.GetUtcNow() - _changed >= Minute; _halvings--)
                _changed += Minute;
            return _halvings;
        }
    }
}
