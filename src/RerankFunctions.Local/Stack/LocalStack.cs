using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using RerankFunctions.Documents;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Pipeline.Hosting;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Local.Stack;

/// <summary>The whole product in one process: the app's functions on the services that they need.</summary>
public sealed class LocalStack : IAsyncDisposable
{
    private readonly Dependencies _dependencies;

    private LocalStack(Dependencies dependencies, FunctionHost functions) => (_dependencies, Functions) = (dependencies, functions);

    public FunctionHost Functions { get; }

    /// <summary>Of the functions, with a slash at the end: <c>api/search</c> is relative to it.</summary>
    public Uri BaseAddress => Functions.BaseAddress;

    /// <inheritdoc cref="Dependencies.All"/>
    public IReadOnlyList<Dependency> Dependencies => _dependencies.All;

    /// <inheritdoc cref="Dependencies.Documents"/>
    public BlobContainerClient Documents => _dependencies.Documents;

    /// <exception cref="InvalidOperationException">The settings name another Cohere.</exception>
    public CohereEmulator Cohere =>
        _dependencies.Cohere ?? throw new InvalidOperationException("This stack has no Cohere emulator.");

    /// <exception cref="InvalidOperationException">The stack works on another Qdrant.</exception>
    public QdrantEmulator Qdrant =>
        _dependencies.Qdrant ?? throw new InvalidOperationException("This stack has no Qdrant emulator.");

    /// <exception cref="StartupException">Something keeps it from starting; the message says what to do.</exception>
    public static async Task<LocalStack> StartAsync(StackOptions options, CancellationToken cancellationToken)
    {
        var dependencies = await Stack.Dependencies.StartAsync(options, cancellationToken);
        try
        {
            options.Report?.Invoke("Starting the functions");
            return new LocalStack(
                dependencies, await FunctionHost.StartAsync(options.Host(HostOptions(options, dependencies)), cancellationToken));
        }
        catch (OptionsValidationException wrong)
        {
            await dependencies.DisposeAsync();
            throw new StartupException(string.Join(' ', wrong.Failures), wrong);
        }
        catch
        {
            await dependencies.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        await _dependencies.DisposeAsync();
    }

    private static FunctionHostOptions HostOptions(StackOptions options, Dependencies dependencies) => new()
    {
        Types = typeof(IngestDocument).Assembly.GetTypes(),
        Register = builder => builder.AddRerankFunctions(),
        Settings = dependencies.Settings,
        HostJson = HostJson.Read(Repository.Path("host.json")),
        Port = options.Ports.Functions,
        BlobDeletedSubscriptions =
            [new BlobDeletedSubscription(DocumentStore.ConnectionName, DocumentStore.ContainerName, DocumentStore.ChangesQueueName)],
    };
}
