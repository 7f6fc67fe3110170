namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Reads an answer to its end before handing it on, so that time limits and retries hold for all of it: by itself, a call counts as answered
/// when its headers are in, and a body that stalls or breaks off after them is nobody's.
/// </summary>
internal sealed class WholeAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
