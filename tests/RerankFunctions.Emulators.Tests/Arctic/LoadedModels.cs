using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Tests.Arctic;

[assembly: AssemblyFixture(typeof(LoadedModels))]

namespace RerankFunctions.Emulators.Tests.Arctic;

/// <summary>The local models, loaded once for all tests that use them; those skip where they cannot run, saying why.</summary>
public sealed class LoadedModels : IAsyncDisposable
{
    private readonly Lazy<IEmulatorModels> _models = new(() => LocalModels.Load(folder: null));

    public IEmulatorModels OrSkip()
    {
        Assert.SkipWhen(LocalModels.Missing is not null, $"The local model cannot run: {LocalModels.Missing}");
        return _models.Value;
    }

    public ValueTask DisposeAsync() => _models.IsValueCreated ? _models.Value.DisposeAsync() : ValueTask.CompletedTask;
}
