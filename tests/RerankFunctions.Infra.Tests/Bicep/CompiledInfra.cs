using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Infra.Tests.Bicep;

[assembly: AssemblyFixture(typeof(CompiledInfra))]

namespace RerankFunctions.Infra.Tests.Bicep;

/// <summary>The three templates, compiled once for all tests. Tests that change them get a copy.</summary>
public sealed class CompiledInfra : IAsyncLifetime
{
    private BicepResult? _main;
    private BicepResult? _events;
    private BicepResult? _keys;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Repository.BicepPath))
            return;
        var results = await Task.WhenAll(
            BicepCompiler.RunAsync(Repository.PathOf("infra"), "build", "main.bicep", "--stdout"),
            BicepCompiler.RunAsync(Repository.PathOf("infra"), "build", "events.bicep", "--stdout"),
            BicepCompiler.RunAsync(Repository.PathOf("infra"), "build", "keys.bicep", "--stdout"));
        (_main, _events, _keys) = (results[0], results[1], results[2]);
    }

    internal IReadOnlyList<BicepResult> Results
    {
        get
        {
            Assert.SkipWhen(_main is null, "There is no Bicep compiler package for this operating system.");
            return [_main!, _events!, _keys!];
        }
    }

    internal Templates Copy()
        => new(ArmTemplates.Read(Results[0].Output), ArmTemplates.Read(Results[1].Output), ArmTemplates.Read(Results[2].Output));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
