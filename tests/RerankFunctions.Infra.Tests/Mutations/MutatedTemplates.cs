using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests.Mutations;

/// <summary>A copy of infra/ for each slip, all compiled by one call of the compiler: its start costs more than a template.</summary>
internal sealed class MutatedTemplates : IDisposable
{
    private static readonly string[] Roots = ["main", "events", "keys"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<SourceMutation, IReadOnlyList<string>> _compiled = [];

    public static async Task<MutatedTemplates> CompileAsync(IReadOnlyList<SourceMutation> mutations, CompiledInfra infra)
    {
        var templates = new MutatedTemplates();
        foreach (var (mutation, index) in mutations.Select((mutation, index) => (mutation, index)))
        {
            var copy = new InfraCopy(templates.PathOf(index));
            File.WriteAllText(copy.PathOf(mutation.File["infra/".Length..]), mutation.Applied());
            // The linter would stop some of them: it is the rules that are tried here.
            File.WriteAllText(copy.PathOf("bicepconfig.json"), """{ "analyzers": { "core": { "enabled": false } } }""");
            // Those that the slip is not in are as they were.
            foreach (var root in Roots.Except(Affected(mutation)))
                File.Delete(copy.PathOf($"{root}.bicep"));
        }

        var result = await BicepCompiler.RunAsync(templates._folder.Path, "build", "--pattern", "m*/*.bicep");
        foreach (var (mutation, index) in mutations.Select((mutation, index) => (mutation, index)))
            templates._compiled[mutation] = [.. Roots.Select((root, place) => !Affected(mutation).Contains(root)
                ? infra.Results[place].Output
                : File.Exists(Path.Combine(templates.PathOf(index), $"{root}.json")) ? File.ReadAllText(Path.Combine(templates.PathOf(index), $"{root}.json"))
                : throw new InvalidOperationException($"This slip does not get past the compiler: {mutation}\n{result.Diagnostics}"))];
        return templates;
    }

    public Templates Of(SourceMutation mutation)
        => new(ArmTemplates.Read(_compiled[mutation][0]), ArmTemplates.Read(_compiled[mutation][1]), ArmTemplates.Read(_compiled[mutation][2]));

    public void Dispose() => _folder.Dispose();

    private string PathOf(int index) => Path.Combine(_folder.Path, $"m{index}");

    private static string[] Affected(SourceMutation mutation) => Path.GetFileNameWithoutExtension(mutation.File) switch
    {
        "events" => ["events"],
        "keys" => ["keys"],
        "names" => Roots,
        _ => ["main"],
    };
}
