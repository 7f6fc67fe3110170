using System.Net.Sockets;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Connections;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Local.Azurite;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Local.Stack;

/// <summary>
/// The services that the app works on: emulators, unless the settings name a real one or a real Qdrant is already up. They are
/// one disposable whole, and <see cref="Settings"/> says where they are.
/// </summary>
public sealed class Dependencies : IAsyncDisposable
{
    /// <summary>What stands for an emulator's account on Azurite's default ports.</summary>
    internal const string UseDevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The Cohere emulator has no limit a minute, of which ingestion should leave a share.</summary>
    internal static readonly KeyValuePair<string, string> EmulatedMinute = new("Cohere:EmbedInputsPerMinute", "10000000");

    private const string CohereEndpoint = "Cohere:Endpoint", CohereKey = "Cohere:ApiKey";

    private readonly StackOptions _options;
    private readonly StackSettings _settings;
    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly List<Dependency> _all = [];
    private Task<IEmulatorModels>? _models;

    private Dependencies(StackOptions options)
    {
        _options = options;
        _settings = new StackSettings(options.Settings);
    }

    /// <summary>In the order of starting: storage, Qdrant, Cohere.</summary>
    public IReadOnlyList<Dependency> All => _all;

    /// <summary>The given settings with the addresses of what was started.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings.Values;

    /// <summary>Whether <see cref="UseDevelopmentStorage"/> names the storage.</summary>
    internal bool IsStorageOnDefaultPorts { get; private set; }

    /// <summary>Null where the settings name another.</summary>
    public CohereEmulator? Cohere { get; private set; }

    /// <summary>Null where the settings name another, or a real one was up.</summary>
    public QdrantEmulator? Qdrant { get; private set; }

    /// <summary>The container of the documents; it exists.</summary>
    public BlobContainerClient Documents { get; private set; } = null!;

    /// <exception cref="StartupException">A port is taken, Node is missing, or a setting names what cannot be used.</exception>
    public static async Task<Dependencies> StartAsync(StackOptions options, CancellationToken cancellationToken)
    {
        var dependencies = new Dependencies(options);
        try
        {
            if (dependencies.EmulatesCohere)
                dependencies._models = EmulatorModels.LoadAsync(options);
            await dependencies.StartStorageAsync(cancellationToken);
            await dependencies.StartQdrantAsync(cancellationToken);
            await dependencies.StartCohereAsync(cancellationToken);
            return dependencies;
        }
        catch
        {
            await dependencies.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var dependency))
            await dependency.DisposeAsync();
        if (_models is { IsCompletedSuccessfully: true })
            await (await _models).DisposeAsync();
    }

    private bool EmulatesCohere
        => !_settings.NamesAnother(CohereEndpoint, _options.Ports.Cohere) && (_settings[CohereKey] is null || _settings[CohereEndpoint] is not null);

    private async Task StartStorageAsync(CancellationToken cancellationToken)
    {
        foreach (var name in new[] { StackSettings.HostStorage, DocumentStore.ConnectionName })
        {
            if (_settings[name] is not (null or UseDevelopmentStorage)
                && !_settings[name]!.Contains($"AccountName={StorageAccount.Development.Name};", StringComparison.OrdinalIgnoreCase))
                throw new StartupException(
                    $"Set {name} to {UseDevelopmentStorage}, or leave it out: the local runner works on Azurite only.");
        }

        var connection = _options.Storage;
        if (connection is null)
        {
            var azurite = Own(await AzuriteServer.StartAsync(
                new AzuriteOptions
                {
                    BlobPort = _options.Ports.AzuriteBlob,
                    QueuePort = _options.Ports.AzuriteQueue,
                    DataFolder = _options.State?.Azurite,
                },
                _options.Report, cancellationToken));
            IsStorageOnDefaultPorts = (azurite.BlobPort, azurite.QueuePort)
                == (AzuriteOptions.DefaultBlobPort, AzuriteOptions.DefaultQueuePort);
            connection = azurite.ConnectionString(StorageAccount.Development);
            _all.Add(new Dependency(
                "Blob Storage", azurite.WasAlreadyUp ? "Azurite that was already up" : "Azurite",
                $"http://127.0.0.1:{azurite.BlobPort}/{StorageAccount.Development.Name}", Emulated: true));
        }

        _settings[StackSettings.HostStorage] = _settings[DocumentStore.ConnectionName] = connection;
        Documents = new BlobContainerClient(connection, DocumentStore.ContainerName);
        try
        {
            await Documents.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Message.Contains("API version", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException(
                $"The Azurite on port {_options.Ports.AzuriteBlob} is too old for this app: stop it, or start it with --skipApiVersionCheck.",
                refused);
        }
    }

    private async Task StartQdrantAsync(CancellationToken cancellationToken)
    {
        const string Endpoint = "Qdrant:Endpoint";
        if (_settings.NamesAnother(Endpoint, _options.Ports.Qdrant))
        {
            _all.Add(new Dependency("Qdrant", "as the settings say", _settings[Endpoint]!, Emulated: false));
            return;
        }

        if (await QdrantProbe.AskAsync(_options.Ports.Qdrant, cancellationToken) is { } found)
        {
            _settings[Endpoint] = $"http://localhost:{_options.Ports.Qdrant}";
            _all.Add(new Dependency("Qdrant", $"{found} that was already up", _settings[Endpoint]!, Emulated: false));
            return;
        }

        _options.Report?.Invoke("Starting the Qdrant emulator");
        Qdrant = Own(await OnPortAsync("--qdrant-port", _options.Ports.Qdrant, () => QdrantEmulator.StartAsync(
            new QdrantEmulatorOptions { Port = _options.Ports.Qdrant, DataFolder = _options.State?.Qdrant }, cancellationToken)));
        _settings[Endpoint] = Qdrant.Endpoint.AbsoluteUri;
        _all.Add(new Dependency("Qdrant", "emulator", Qdrant.Endpoint.AbsoluteUri, Emulated: true));
    }

    private async Task StartCohereAsync(CancellationToken cancellationToken)
    {
        if (_models is null)
        {
            _all.Add(new Dependency("Cohere", "as the settings say", _settings[CohereEndpoint] ?? "https://api.cohere.com", Emulated: false));
            return;
        }

        _options.Report?.Invoke("Starting the Cohere emulator");
        var models = await _models;
        Cohere = Own(await OnPortAsync("--cohere-port", _options.Ports.Cohere, () => CohereEmulator.StartAsync(
            _options.Cohere with { Port = _options.Ports.Cohere, Models = models }, cancellationToken)));
        _settings[CohereEndpoint] = Cohere.Endpoint.AbsoluteUri;
        _settings[CohereKey] ??= "any key will do here";
        _settings["Cohere:EmbedModel"] = models.EmbedModel;
        _settings["Cohere:RerankModel"] = models.RerankModel;
        // Vectors of different models do not compare: a collection for each.
        if (models is not LexicalModels)
            _settings["Qdrant:Collection"] ??= $"documents-{models.EmbedModel.Split('/')[^1]}";
        _all.Add(new Dependency(
            "Cohere", $"{models.EmbedModel} and {models.RerankModel}", Cohere.Endpoint.AbsoluteUri, Emulated: true));
    }

    private T Own<T>(T dependency) where T : IAsyncDisposable
    {
        _started.Push(dependency);
        return dependency;
    }

    private static async Task<T> OnPortAsync<T>(string option, int port, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException or SocketException)
        {
            throw new StartupException($"Port {port} is taken by another program: stop it, or choose another with {option}.", taken);
        }
    }
}
