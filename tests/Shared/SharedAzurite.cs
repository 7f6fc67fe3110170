using RerankFunctions.Local.Azurite;

namespace RerankFunctions.Testing;

/// <summary>One Azurite for all tests of a project, in memory and on free ports. Each test takes an account, which nobody else sees.</summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private const int Accounts = 500;

    private readonly StorageAccount[] _accounts = [.. Enumerable.Range(0, Accounts).Select(_ => StorageAccount.Random())];
    private AzuriteServer? _server;
    private int _taken;

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartAsync(
        new AzuriteOptions { BlobPort = 0, QueuePort = 0, Accounts = _accounts }, report: null, TestContext.Current.CancellationToken);

    /// <summary>The connection string of an empty account.</summary>
    public string TakeAccount() => _server!.ConnectionString(_accounts[Interlocked.Increment(ref _taken) - 1]);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
