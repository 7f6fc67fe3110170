using System.Net;
using System.Text.Json;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>What Cohere's error statuses mean (https://docs.cohere.com/reference/errors).</summary>
internal static class CohereFailure
{
    /// <summary>Cohere's own status for a request that it gave up on.</summary>
    private const HttpStatusCode RequestCancelled = (HttpStatusCode)499;

    /// <summary>The statuses that a later try may not meet again, as Cohere's own SDKs have them.</summary>
    public static bool IsWorthRetrying(HttpStatusCode status)
        => status is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or RequestCancelled
            or >= HttpStatusCode.InternalServerError;

    /// <summary>When the service asked to come again, at <paramref name="now"/>; null if it did not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
        => response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };

    public static async Task<DependencyException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var failure = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => DependencyFailure.Throttled,
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout or RequestCancelled => DependencyFailure.TimedOut,
            HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable => DependencyFailure.Unavailable,
            >= HttpStatusCode.InternalServerError => DependencyFailure.BadResponse,
            _ => DependencyFailure.Refused,
        };
        var said = await MessageAsync(response, cancellationToken);
        var message = $"Cohere answered {(int)response.StatusCode}{(said is null ? "" : $": {said}")}";
        return new DependencyException(
            CohereClient.Name, failure, message, RetryAfter(response, DateTimeOffset.UtcNow),
            new HttpRequestException(message, inner: null, response.StatusCode));
    }

    /// <summary>Whether Cohere refused what it was sent, rather than who sent it or for which model.</summary>
    public static bool IsOfContent(DependencyException failure)
        => failure.InnerException is HttpRequestException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity };

    private static async Task<string?> MessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, CohereJson.Default.CohereError)?.Message is { } said ? DependencyException.Quoted(said) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
