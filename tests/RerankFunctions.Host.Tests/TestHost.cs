using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Events;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>A storage account of its own, and hosts that run the test app on it.</summary>
public sealed class TestHost : IAsyncDisposable
{
    public static readonly string AppFolder = HostProcess.OutputOf("tests", "RerankFunctions.Host.TestApp");

    private readonly string _storage;
    private readonly ConcurrentQueue<int> _workers = new();
    private FunctionsHost? _host;

    private TestHost(string storage, Diary diary)
    {
        (_storage, Diary) = (storage, diary);
        Documents = new BlobContainerClient(storage, "documents");
    }

    public Diary Diary { get; }

    public ConcurrentQueue<FunctionRun> Runs { get; } = new();

    public ConcurrentQueue<string> Logs { get; } = new();

    public FunctionsHost Host => _host!;

    public HttpClient Http { get; private set; } = new();

    public BlobContainerClient Documents { get; }

    /// <summary>The process of the last worker that was started.</summary>
    public int WorkerId => _workers.Last();

    public Dictionary<string, string?> Settings => new()
    {
        ["AzureWebJobsStorage"] = _storage,
        ["DocumentsStorage"] = _storage,
        ["DIARY"] = Diary.Address.ToString(),
        ["TICK"] = "0 0 0 1 1 *",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An account and a diary; no host yet.</summary>
    public static async Task<TestHost> PrepareAsync(SharedAzurite azurite) => new(azurite.TakeAccount(), await Diary.StartAsync());

    public static async Task<TestHost> StartAsync(SharedAzurite azurite, Func<FunctionsHostOptions, FunctionsHostOptions>? change = null)
    {
        var app = await PrepareAsync(azurite);
        try
        {
            await app.StartAsync(change);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(Func<FunctionsHostOptions, FunctionsHostOptions>? change = null)
    {
        _host = await FunctionsHost.StartAsync((change ?? (same => same))(Options()), Cancellation);
        Http.Dispose();
        Http = new HttpClient { BaseAddress = _host.BaseAddress };
    }

    public async Task StopAsync()
    {
        await _host!.DisposeAsync();
        _host = null;
    }

    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
        => new(_storage, name, new QueueClientOptions { MessageEncoding = encoding });

    public BlobContainerClient Container(string name) => new(_storage, name);

    public async Task UploadAsync(string name, string content, string container = "documents")
    {
        await Container(container).CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await Container(container).GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true, Cancellation);
    }

    /// <summary>Returns when so many workers have been started.</summary>
    public Task WhenWorkerAsync(int number) => Waiting.UntilAsync(() => _workers.Count >= number);

    /// <summary>Returns when a request is answered: those in flight as a worker ends are not.</summary>
    public Task WhenAnsweringAsync() => Waiting.UntilAsync(async () =>
    {
        try
        {
            return await Http.GetStringAsync("api/open", Cancellation) == "open";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    /// <summary>Returns when the host's log has the line: level, category, message.</summary>
    public Task WhenLoggedAsync(string line) => Waiting.UntilAsync(() => Logs.Contains(line), what: line);

    public string Storage => _storage;

    public BlobEventGrid Events(string container, params BlobEventSubscription[] subscriptions)
        => BlobEventGrid.Start(_storage, container, subscriptions, Timeout.InfiniteTimeSpan);

    /// <summary>Returns when the triggers have nothing more to do.</summary>
    public Task WhenIdleAsync() => Waiting.UntilAsync(async () => await Host.PendingAsync(Cancellation) == 0);

    /// <summary>The entries of the diary, but for the timer's.</summary>
    public IEnumerable<string> Entries => Diary.Entries.Where(entry => !entry.StartsWith("Tick", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        await Diary.DisposeAsync();
    }

    private FunctionsHostOptions Options() => new()
    {
        AppFolder = AppFolder,
        Settings = Settings,
        WorkerRestartInterval = TimeSpan.Zero,
        OnRun = Runs.Enqueue,
        OnWorkerStarted = _workers.Enqueue,
        Logging = logging => logging.AddProvider(new LogLines(Logs)),
    };
}
