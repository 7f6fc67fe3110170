using System.Text.RegularExpressions;
using System.Xml.Linq;
using RerankFunctions.Infra.Tests.Hooks;
using RerankFunctions.Infra.Tests.Parameters;

namespace RerankFunctions.Infra.Tests.Texts;

/// <summary>What azd, and func in azd's place, find in the repository.</summary>
internal static partial class AzdRules
{
    public static IReadOnlyList<TextRule> All { get; } =
    [
        new("azd provisions infra/main.bicep, for which there is a parameter file",
            read => AzureYaml.Parse(read("azure.yaml")).Infra is var infra && (infra.Path, infra.Module) is ("infra", "main")
                && File.Exists(Repository.PathOf(infra.Path, $"{infra.Module}.bicepparam")) ? [] : ["another"]),

        new("The one service of azure.yaml is the functions project",
            read => AzureYaml.Parse(read("azure.yaml")).Services.Values.ToList() is [var service] && (service.Language, service.Host) is ("dotnet", "function")
                && Directory.GetFiles(Repository.PathOf(service.Project), "*.csproj") is [var project]
                && XDocument.Load(project).Descendants("AzureFunctionsVersion").Single().Value is "v4" ? [] : ["another"]),

        new("The hooks of azure.yaml are there for both shells, before provisioning and after deployment",
            read => AzureYaml.Parse(read("azure.yaml")).Hooks is var hooks
                ? hooks.Keys.Except(Hook.Names).Concat(Hook.Names.Except(hooks.Keys)).Concat(hooks.SelectMany(hook => (IEnumerable<string>)
                [
                    .. Odd(hook.Value.GetValueOrDefault("posix"), "sh", hook.Key, "sh"), .. Odd(hook.Value.GetValueOrDefault("windows"), "pwsh", hook.Key, "pwsh"),
                ])) : []),

        new("azure.yaml says from which azd on it works",
            read => RangeOfVersions().IsMatch(AzureYaml.Parse(read("azure.yaml")).RequiredVersions.Azd) ? [] : ["nothing"]),

        new("A pipeline gets every variable but the keys",
            read => Differences(AzureYaml.Parse(read("azure.yaml")).Pipeline.Variables, Variables.Asked(read).Except(Variables.Keys))),

        new("docs/operations.md tells every variable that parameter file and hooks ask for, and no other",
            read => Differences(Variables.Documented(read).Keys, Variables.Asked(read))),

        new("func at the root would publish nothing, and neither would it any key",
            read => read(".funcignore").Trim() is "*" && read(".gitignore").Split('\n').Contains(".azure/") ? [] : ["something"]),

        new("docs/operations.md publishes by hand what CI packages, and hands nobody the host's key",
            read => ((string[])["func azure functionapp publish <app>`", "keys list --resource-group $AZURE_RESOURCE_GROUP --name $AZURE_FUNCTION_APP_NAME --query functionKeys"])
                .Where(words => read("docs/operations.md").Contains(words, StringComparison.Ordinal))
                .Concat(((string[])["eng/RerankFunctions.Package -- artifacts", "config-zip", "--function-name Search --query reader"])
                    .Where(words => !read("docs/operations.md").Contains(words, StringComparison.Ordinal)))),
    ];

    private static IEnumerable<string> Odd(AzureYaml.Script? script, string shell, string hook, string kind)
        => script is null || (script.Shell, script.Run) != (shell, $"infra/hooks/{Hook.FileOf(hook, kind)}") || !File.Exists(Hook.PathOf(hook, kind)) ? [$"{hook} for {shell}"] : [];

    public static IEnumerable<string> Differences(IEnumerable<string> actual, IEnumerable<string> wanted)
        => actual.Except(wanted).Select(name => $"{name} too").Concat(wanted.Except(actual).Select(name => $"not {name}"));

    [GeneratedRegex(@"^>= \d+\.\d+\.\d+$")]
    private static partial Regex RangeOfVersions();
}
