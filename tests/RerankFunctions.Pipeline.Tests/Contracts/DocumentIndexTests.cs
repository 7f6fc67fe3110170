using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Qdrant.Client;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Schedules.Tests.Memory;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Contracts;

public sealed class MemoryIndexTests : DocumentIndexContract
{
    private protected override IDocumentIndex Index { get; } = new MemoryIndex();
}

public sealed class EmulatedIndexTests : DocumentIndexContract, IAsyncLifetime
{
    private EmulatedServices _services = null!;
    private IHost _app = null!;

    private protected override IDocumentIndex Index => _app.Services.GetRequiredService<IDocumentIndex>();

    public async ValueTask InitializeAsync()
    {
        _services = await EmulatedServices.StartAsync(Cancellation);
        _app = _services.App();
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _services.DisposeAsync();
    }
}

/// <summary>On a server, in a collection of its own.</summary>
public sealed class ServerIndexTests : DocumentIndexContract, IAsyncLifetime
{
    private readonly string _collection = RealQdrant.NewCollection();
    private EmulatedServices _services = null!;
    private IHost _app = null!;

    private protected override IDocumentIndex Index => _app.Services.GetRequiredService<IDocumentIndex>();

    public async ValueTask InitializeAsync()
    {
        RealQdrant.SkipWithout();
        _services = await EmulatedServices.StartAsync(Cancellation);
        _app = _services.App(clock: null, ("Qdrant:Endpoint", RealQdrant.Endpoint!), ("Qdrant:Collection", _collection));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        _app.Dispose();
        await _services.DisposeAsync();
        using var qdrant = new QdrantClient(new Uri(RealQdrant.Endpoint!));
        await qdrant.DeleteCollectionAsync(_collection);
    }
}
