using RerankFunctions.Local.Stack;

namespace RerankFunctions.Local.Commands;

/// <summary>What the command line says.</summary>
/// <param name="StateRoot">The folder of what is kept between starts.</param>
/// <param name="Samples">The folder uploaded into an empty container.</param>
/// <param name="Key">The function key that callers must show; null asks for none.</param>
/// <param name="Models">What the emulator of Cohere answers with.</param>
/// <param name="Fresh">Whether to start from nothing.</param>
/// <param name="Debug">Whether the worker waits for a debugger.</param>
/// <param name="Release">Whether to run the app's Release build, with events.</param>
/// <param name="App">The folder of the app to run; null for the one built beside this program.</param>
internal sealed record RunnerOptions(
    StackPorts Ports, string StateRoot, string Samples, string? Key, bool Fresh, StackModels Models, bool Debug, bool Release,
    string? App);
