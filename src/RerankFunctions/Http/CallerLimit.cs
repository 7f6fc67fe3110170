using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Http;

/// <summary>
/// Bounds what one caller may ask of one instance: so many requests at once, and so many a minute after that. Callers without a key, those of health,
/// are not counted.
/// </summary>
internal sealed class CallerLimit : IFunctionsWorkerMiddleware, IDisposable
{
    private readonly int _perMinute;
    private readonly PartitionedRateLimiter<string>? _limiter;

    public CallerLimit(IOptions<ApiOptions> options)
    {
        _perMinute = options.Value.RequestsPerMinutePerCaller;
        if (_perMinute > 0)
            _limiter = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => Bucket()));
    }

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (_limiter is null || context.GetHttpContext() is not { } http || Caller.Of(http.Request) is not { } caller)
        {
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(caller);
        if (lease.IsAcquired)
            await next(context);
        else
            await Problem.TooManyRequests(_perMinute, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1))
                .ExecuteAsync(http);
    }

    public void Dispose() => _limiter?.Dispose();

    private TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = _perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / _perMinute,
    };
}
