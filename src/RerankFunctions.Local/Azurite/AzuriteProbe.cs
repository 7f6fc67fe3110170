using System.Net.Sockets;

namespace RerankFunctions.Local.Azurite;

internal enum PortState
{
    Free,
    Azurite,
    TakenByAnother,
}

/// <summary>Asks who listens on a port: Azurite names itself in the Server header of every answer.</summary>
internal static class AzuriteProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="service">Blob or Queue.</param>
    public static async Task<PortState> AskAsync(int port, string service, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken);
            return answer.Headers.Server.ToString().StartsWith($"Azurite-{service}", StringComparison.Ordinal)
                ? PortState.Azurite
                : PortState.TakenByAnother;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException
        {
            SocketErrorCode: SocketError.ConnectionRefused,
        })
        {
            return PortState.Free;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return PortState.TakenByAnother;
        }
    }
}
