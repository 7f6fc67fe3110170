using System.Globalization;
using RerankFunctions.Emulators.Faults;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>Carries a fault out on a call.</summary>
internal static class CohereFaultServer
{
    private static readonly byte[] MalformedBody =
        """{"id":"5807ee2e-0cda-445a-9ec8-864c60a06606","results":[{"index":0,"relev"""u8.ToArray();

    /// <summary>Serves the fault. False if the call is to go on normally, as after a mere delay.</summary>
    public static async Task<bool> ServeAsync(HttpContext context, Fault fault, TimeProvider time, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (fault.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(fault.LatencyMs), time, ended.Token);

        switch (fault.Kind)
        {
            case FaultKind.Status:
                var status = fault.Status.GetValueOrDefault();
                if (fault.RetryAfterSeconds is { } seconds)
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await CohereAnswer.WriteErrorAsync(context, status, fault.Message ?? Message(status));
                return true;
            case FaultKind.Drop:
                context.Abort();
                return true;
            case FaultKind.Malformed:
                await CohereAnswer.WriteAsync(context, MalformedBody);
                return true;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, ended.Token);
                return true;
            default:
                return false;
        }
    }

    // The service's own examples where its errors page has them.
    private static string Message(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "invalid request: an injected fault",
        StatusCodes.Status401Unauthorized => CohereKeys.InvalidToken,
        StatusCodes.Status402PaymentRequired =>
            "Please add or update your payment method at https://dashboard.cohere.com/billing?tab=payment to continue",
        StatusCodes.Status429TooManyRequests => InputRate.Exceeded,
        498 => "the request was blocked",
        499 => "request cancelled",
        _ => "internal server error, this has been reported to our developers",
    };
}
