using System.Text.RegularExpressions;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests.Hooks;

public sealed partial class HookTests(CompiledInfra infra)
{
    private static IEnumerable<Scenario> Scenarios => PreprovisionScenarios.All.Concat(PostdeployScenarios.All);

    public static TheoryData<string, string, string> Promises
    {
        get
        {
            var promises = new TheoryData<string, string, string>();
            foreach (var scenario in Scenarios)
                foreach (var shell in Hook.Shells)
                    promises.Add(scenario.Hook, shell, scenario.Promise);
            return promises;
        }
    }

    [Theory, MemberData(nameof(Promises))]
    public async Task The_hook_keeps_its_promise(string hook, string shell, string promise)
        => Assert.Empty(await Scenarios.Single(scenario => scenario.Hook == hook && scenario.Promise == promise).ComplaintsAsync(Hook.PathOf(hook, shell)));

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task A_second_postdeploy_asks_for_the_same_again(string shell)
    {
        using var az = new AzStub();
        var environment = PostdeployScenarios.All[0].Environment;
        await Hook.RunAsync(Hook.PathOf("postdeploy", shell), az, environment);
        await Hook.RunAsync(Hook.PathOf("postdeploy", shell), az, environment);
        Assert.Equal(4, az.Calls.Count);
        Assert.Equal(az.Calls.Take(2), az.Calls.Skip(2));
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task Postdeploy_gives_each_template_the_parameters_that_it_has_and_never_asks_for_a_key(string shell)
    {
        using var az = new AzStub();
        await Hook.RunAsync(Hook.PathOf("postdeploy", shell), az, PostdeployScenarios.All[0].Environment);
        foreach (var (call, (file, template)) in az.Calls.Zip([("events.bicep", infra.Copy().Events), ("keys.bicep", infra.Copy().Keys)]))
        {
            Assert.Equal(Path.GetFullPath(Repository.PathOf("infra", file)), Path.GetFullPath(TemplateFile().Match(call).Groups[1].Value));
            Assert.Equal(
                template["parameters"]!.AsObject().Select(parameter => parameter.Key).Order(StringComparer.Ordinal),
                Parameter().Matches(call).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
            Assert.DoesNotContain("keys list", call, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"--template-file (\S+)")]
    private static partial Regex TemplateFile();

    [GeneratedRegex(@" (\w+)=")]
    private static partial Regex Parameter();
}
