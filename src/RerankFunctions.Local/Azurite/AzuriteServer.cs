using System.Diagnostics;
using System.Globalization;

namespace RerankFunctions.Local.Azurite;

/// <summary>Blob and queue storage on the loopback interface: an Azurite of our own, or one that was already up.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>For use under this folder's package.json.</summary>
    private static readonly string Folder = Repository.Path("src", "RerankFunctions.Local", "Azurite");

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly Process? _process;

    private AzuriteServer(Process? process, int blobPort, int queuePort)
    {
        _process = process;
        BlobPort = blobPort;
        QueuePort = queuePort;
    }

    public int BlobPort { get; }

    public int QueuePort { get; }

    /// <summary>It was up before us, and stays up after us.</summary>
    public bool WasAlreadyUp => _process is null;

    public string ConnectionString(StorageAccount account)
        => $"DefaultEndpointsProtocol=http;AccountName={account.Name};AccountKey={account.Key};"
        + $"BlobEndpoint=http://127.0.0.1:{BlobPort}/{account.Name};QueueEndpoint=http://127.0.0.1:{QueuePort}/{account.Name};";

    /// <param name="report">Told, in words for the user, what takes time.</param>
    /// <exception cref="StartupException">Node is missing, a port is taken, or Azurite does not start.</exception>
    public static async Task<AzuriteServer> StartAsync(
        AzuriteOptions options, Action<string>? report, CancellationToken cancellationToken)
    {
        if (await IsUpAsync(options, cancellationToken))
            return new AzuriteServer(null, options.BlobPort, options.QueuePort);

        await NodeRuntime.RequireAsync(cancellationToken);
        await NodePackages.RestoreAsync(Folder, report, cancellationToken);
        report?.Invoke("Starting Azurite");

        var process = NodeRuntime.Start("node", Arguments(options), Folder, new Dictionary<string, string>
        {
            ["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Select(account => $"{account.Name}:{account.Key}")),
        });
        try
        {
            return await WhenListeningAsync(process, cancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;

        try
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopPatience);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static async Task<bool> IsUpAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        if (options.BlobPort == 0 || options.QueuePort == 0)
            return false;

        var blob = await AzuriteProbe.AskAsync(options.BlobPort, "Blob", cancellationToken);
        var queue = await AzuriteProbe.AskAsync(options.QueuePort, "Queue", cancellationToken);
        return (blob, queue) switch
        {
            (PortState.Azurite, PortState.Azurite) => true,
            (PortState.Free, PortState.Free) => false,
            (PortState.TakenByAnother, _) => throw Taken(options.BlobPort, "--azurite-blob-port"),
            (_, PortState.TakenByAnother) => throw Taken(options.QueuePort, "--azurite-queue-port"),
            _ => throw new StartupException(
                $"An Azurite answers on only one of the ports {options.BlobPort} (blobs) and {options.QueuePort} (queues): "
                + "stop it, start both of its services, or choose others with --azurite-blob-port and --azurite-queue-port."),
        };
    }

    private static StartupException Taken(int port, string option)
        => new($"Port {port} is taken by a program that is not Azurite: stop it, or choose another with {option}.");

    private static IEnumerable<string> Arguments(AzuriteOptions options)
    => [
        "azurite.cjs", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--disableProductStyleUrl",
        "--blobHost", "127.0.0.1", "--blobPort", $"{options.BlobPort}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{options.QueuePort}",
        "--tableHost", "127.0.0.1", "--tablePort", "0",
        .. options.DataFolder is { } folder ? new[] { "--location", folder } : ["--inMemoryPersistence"],
    ];

    /// <summary>Azurite says on standard output where each service listens.</summary>
    private static async Task<AzuriteServer> WhenListeningAsync(Process process, CancellationToken cancellationToken)
    {
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        int? blobPort = null, queuePort = null;
        while (blobPort is null || queuePort is null)
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { } line)
                throw new StartupException($"Azurite did not start: {(await errors).Trim().ReplaceLineEndings(" ")}");
            if (line.Contains("successfully listening at", StringComparison.Ordinal))
            {
                var port = int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
                blobPort = line.Contains(" Blob ", StringComparison.Ordinal) ? port : blobPort;
                queuePort = line.Contains(" Queue ", StringComparison.Ordinal) ? port : queuePort;
            }
        }

        // Its pipes are to be emptied for as long as it runs.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new AzuriteServer(process, blobPort.Value, queuePort.Value);
    }
}
