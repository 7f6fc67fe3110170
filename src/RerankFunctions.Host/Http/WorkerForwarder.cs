using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace RerankFunctions.Host.Http;

/// <summary>Passes requests on to the worker and its answers back, as the host's DefaultHttpProxyService does.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker _client = new(new RefusedConnectionRetry(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }));

    /// <exception cref="InvalidOperationException">The worker did not take the request or did not answer in full.</exception>
    public async Task SendAsync(HttpContext context, Uri worker)
    {
        var error = await forwarder.SendAsync(context, worker.AbsoluteUri, _client, Config);
        if (error is not ForwarderError.None)
            throw new InvalidOperationException(
                $"The request was not passed on to the worker: {error}.", context.GetForwarderErrorFeature()?.Exception);
    }

    public void Dispose() => _client.Dispose();
}
