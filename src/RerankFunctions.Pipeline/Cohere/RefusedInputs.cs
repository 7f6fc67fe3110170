using System.Net;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Tells the limiter of each 429, those that are tried again included.</summary>
internal sealed class RefusedInputs(EmbedInputLimiter limiter) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
            limiter.Refused();
        return response;
    }
}
