using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Host;

namespace RerankFunctions.Local.Stack;

/// <summary>What to bring up. By default everything is emulated, in memory, on free ports.</summary>
public sealed record StackOptions
{
    public StackPorts Ports { get; init; } = StackPorts.Free;

    /// <summary>Where Azurite, the Qdrant emulator and the local model keep their data; null keeps it in memory.</summary>
    public StateFolder? State { get; init; }

    /// <summary>The connection string of a storage account to use instead of an Azurite of the stack's own.</summary>
    public string? Storage { get; init; }

    /// <summary>The app's settings, in either form (<c>A__B</c> or <c>A:B</c>). They decide which services are emulated.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public CohereEmulatorOptions Cohere { get; init; } = new();

    /// <summary>What the emulator of Cohere answers with. A test that counts on exact numbers names <see cref="StackModels.Lexical"/>.</summary>
    public StackModels Models { get; init; }

    /// <summary>Whether to run the app's Release build, which takes Event Grid's events, rather than the build beside this program.</summary>
    public bool Release { get; init; }

    /// <summary>The folder of the app to run, as it was built or published; null for the build that <see cref="Release"/> says.</summary>
    public string? App { get; init; }

    /// <summary>The last word on how the functions run.</summary>
    public Func<FunctionsHostOptions, FunctionsHostOptions> Host { get; init; } = options => options;

    /// <summary>Told, in words for the user, what is being done.</summary>
    public Action<string>? Report { get; init; }
}
