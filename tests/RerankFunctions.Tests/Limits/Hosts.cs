using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Limits;

/// <summary>Hosts of their own processes on one account and one index, as instances are in Azure.</summary>
internal sealed class Hosts : IAsyncDisposable
{
    private readonly List<HostProcess> _hosts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IReadOnlyList<Uri> Addresses => [.. _hosts.Select(host => host.BaseAddress)];

    /// <param name="app">Without functions of its own.</param>
    public static async Task<Hosts> StartAsync(EmulatedApp app, int count)
    {
        var hosts = new Hosts();
        try
        {
            for (var host = 0; host < count; host++)
                hosts._hosts.Add(await HostProcess.StartAsync(
                    EmulatedApp.AppFolder,
                    [.. app.Settings, .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value))],
                    Cancellation));
            await app.SubscribeAsync(hosts.Addresses);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }
}
