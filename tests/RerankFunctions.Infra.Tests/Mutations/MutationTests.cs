using RerankFunctions.Infra.Tests.Bicep;
using RerankFunctions.Infra.Tests.Hooks;
using RerankFunctions.Infra.Tests.Parameters;
using RerankFunctions.Infra.Tests.Rules;
using RerankFunctions.Infra.Tests.Texts;

namespace RerankFunctions.Infra.Tests.Mutations;

/// <summary>None of the table's slips survives, and the pinned predictions have no part in that.</summary>
public sealed class MutationTests(CompiledInfra infra)
{
    [Fact]
    public async Task No_slip_in_a_template_survives_the_rules()
    {
        using var mutated = await MutatedTemplates.CompileAsync(MutationTable.Templates, infra);
        var survivors = MutationTable.Templates.Where(mutation => mutated.Of(mutation) is var templates
            // Resolved once for all rules.
            && !Notices(() => templates.Resources.Take(0).Select(resource => resource.Id))
            && !RuleBook.All.Any(rule => Notices(() => rule.Violations(templates.Again())))).ToList();
        Assert.Empty(survivors);
    }

    [Fact]
    public async Task No_slip_in_the_parameter_file_survives_the_rules()
    {
        using var folder = new TemporaryFolder();
        foreach (var (mutation, index) in MutationTable.Parameters.Select((mutation, index) => (mutation, index)))
            using (var copy = new InfraCopy(Path.Combine(folder.Path, $"p{index}")))
                File.WriteAllText(copy.PathOf("main.bicepparam"), mutation.Applied());
        var compiled = await ParameterFile.CompileAsync(folder.Path, "p*/main.bicepparam");
        Assert.Empty(MutationTable.Parameters.Where((_, index) => !ParameterRule.All.Any(rule => Notices(() => rule.Violations(compiled($"p{index}"))))));
    }

    [Fact]
    public async Task No_slip_in_a_hook_survives_its_scenarios()
    {
        var survivors = new List<SourceMutation>();
        foreach (var mutation in MutationTable.Hooks)
        {
            using var folder = new TemporaryFolder();
            var script = Path.Combine(folder.Path, Path.GetFileName(mutation.File));
            File.WriteAllText(script, mutation.Applied());
            var noticed = false;
            foreach (var scenario in PreprovisionScenarios.All.Concat(PostdeployScenarios.All).Where(scenario => Path.GetFileName(script).StartsWith(scenario.Hook, StringComparison.Ordinal)))
                noticed = noticed || (await scenario.ComplaintsAsync(script)).Count > 0;
            if (!noticed)
                survivors.Add(mutation);
        }

        Assert.Empty(survivors);
    }

    [Fact]
    public void No_slip_in_azure_yaml_workflows_or_docs_survives_the_rules()
    {
        var survivors = MutationTable.Texts.Where(mutation
            => !TextRule.All.Any(rule => Notices(() => rule.Violations(path => path == mutation.File ? mutation.Applied() : TextRule.Read(path))))).ToList();
        Assert.Empty(survivors);
    }

    [Fact]
    public void Every_module_hook_and_workflow_has_a_slip_in_the_table()
    {
        var files = new[] { MutationTable.Templates, MutationTable.Parameters, MutationTable.Hooks, MutationTable.Texts }.SelectMany(table => table).Select(mutation => mutation.File);
        var wanted = ((string[])["infra/modules", "infra/hooks", ".github/workflows"]).SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder.Split('/'))))
            .Concat(Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep*").Where(file => !file.EndsWith(".json", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));
        Assert.Empty(wanted.Except(files));
    }

    /// <summary>A rule that cannot make sense of what it sees fails its test as well.</summary>
    private static bool Notices(Func<IEnumerable<string>> violations)
    {
        try
        {
            return violations().Any();
        }
        catch (Exception)
        {
            return true;
        }
    }
}
