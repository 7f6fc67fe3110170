using System.Text.RegularExpressions;
using RerankFunctions.Infra.Tests.Arm;
using YamlDotNet.RepresentationModel;

namespace RerankFunctions.Infra.Tests.Texts;

internal static partial class WorkflowRules
{
    private const string Ci = ".github/workflows/ci.yml";
    private const string Deploy = ".github/workflows/deploy.yml";
    private const string WhatIf = ".github/workflows/what-if.yml";

    private static IEnumerable<string> Workflows => Directory.EnumerateFiles(Repository.PathOf(".github", "workflows")).Select(file => $".github/workflows/{Path.GetFileName(file)}");

    public static IReadOnlyList<TextRule> All { get; } =
    [
        new("No workflow uses a stored secret",
            read => Workflows.Where(file => read(file).Contains("secrets.", StringComparison.OrdinalIgnoreCase))),

        new("Every action is pinned to a commit, with its version beside it",
            read => Workflows.SelectMany(file => Uses().Matches(read(file)).Select(match => match.Groups[1].Value.Trim()))
                .Where(action => !action.StartsWith("./", StringComparison.Ordinal) && !Pinned().IsMatch(action))),

        new("A workflow may only read the repository, and only jobs of an environment may ask for a sign-in to Azure",
            read => Workflows.Where(file => Root(read, file)["permissions"].ToString() != "{ { contents, read } }")
                .Concat(Workflows.SelectMany(file => Jobs(read, file).Where(job => (Child(job.Value, "permissions")?.ToString().Contains("write", StringComparison.Ordinal) is true)
                    && (Child(job.Value, "permissions")!.ToString() != "{ { contents, read }, { id-token, write } }" || Child(job.Value, "environment") is null)).Select(job => $"{file}: {job.Key}")))),

        new("CI runs on pull requests and on main, does what .ci/run does, and keeps the package that is deployed",
            read => Missing(Root(read, Ci)["on"].ToString(), "pull_request", "push", "workflow_call")
                .Concat(Missing(Steps(read, Ci, "build-and-test"), ".ci/run", "dotnet run --project eng/RerankFunctions.Package -- artifacts", "demo --app artifacts/app", "actions/upload-artifact@", "artifacts/app.zip"))),

        new("A deployment is of an environment, one at a time, and is never broken off",
            read => Job(read, Deploy, "deploy") is var job && Child(job, "environment")?.ToString() is "${{ inputs.environment }}"
                && Root(read, Deploy)["concurrency"]["cancel-in-progress"].ToString() is "false"
                && Root(read, Deploy)["concurrency"]["group"].ToString().Contains("inputs.environment", StringComparison.Ordinal) ? [] : ["otherwise"]),

        new("A deployment provisions, deploys the package that CI made of this commit, and then tries it",
            read => Missing(Job(read, Deploy, "ci").ToString(), "./.github/workflows/ci.yml")
                .Concat(Child(Job(read, Deploy, "deploy"), "needs")?.ToString() is "ci" ? [] : ["does not wait for CI"])
                .Concat(InOrder(Steps(read, Deploy, "deploy"), "actions/download-artifact@", "Azure/setup-azd@", "azure/login@", "azd auth login",
                    "azd provision --no-prompt", "azd deploy app --from-package artifacts/app.zip --no-prompt", "$AZURE_FUNCTION_APP_URL/api/health", "= 401", "--query reader", "/api/search"))),

        new("A deployment keeps the keys that Key Vault has, and has azd in a version that is said",
            read => Missing(Steps(read, Deploy, "deploy"), "echo KEEP_VAULT_SECRETS=true >> \"$GITHUB_ENV\"")
                .Concat(ExactVersion().IsMatch(Steps(read, Deploy, "deploy")) ? [] : ["no version"])),

        new("A pull request is told what it would change, by an identity that can change nothing, and never from a fork",
            read => Missing(Root(read, WhatIf)["on"].ToString(), "pull_request", "infra/**")
                .Concat(Missing(Child(Job(read, WhatIf, "what-if"), "if")?.ToString() ?? "", "vars.WHAT_IF_ENVIRONMENT != ''", "&& !github.event.pull_request.head.repo.fork"))
                .Concat(Missing(Steps(read, WhatIf, "what-if"), "az deployment sub what-if ", "--parameters infra/main.bicepparam", "--validation-level ProviderNoRbac"))
                .Concat(((string[])["azd provision", "deployment sub create"]).Where(words => Steps(read, WhatIf, "what-if").Contains(words, StringComparison.Ordinal)))),

        new("Who deploys may assign the roles that the templates assign, and no other",
            read => RoleCondition().Matches(read("docs/operations.md")).Select(match => match.Groups[1].Value).ToList() is [_, _] lists
                ? lists.SelectMany(list => AzdRules.Differences(Guid().Matches(list).Select(match => match.Value), Guid().Matches(read("infra/names.bicep")).Select(match => match.Value)))
                : ["no condition on writing and deleting"]),
    ];

    private static YamlMappingNode Root(Func<string, string> read, string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(read(file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<(string Key, YamlMappingNode Value)> Jobs(Func<string, string> read, string file)
        => ((YamlMappingNode)Root(read, file)["jobs"]).Select(job => (job.Key.ToString(), (YamlMappingNode)job.Value));

    private static YamlMappingNode Job(Func<string, string> read, string file, string name) => Jobs(read, file).Single(job => job.Key == name).Value;

    private static YamlNode? Child(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var child) ? child : null;

    /// <summary>What the steps use and run, in their order, a line each at least.</summary>
    private static string Steps(Func<string, string> read, string file, string job) => string.Join('\n', ((YamlSequenceNode)Job(read, file, job)["steps"])
        .Cast<YamlMappingNode>().Select(step => $"{Child(step, "uses")} {Child(step, "with")} {Child(step, "run")}"));

    private static IEnumerable<string> Missing(string text, params string[] words) => words.Where(word => !text.Contains(word, StringComparison.Ordinal));

    private static IEnumerable<string> InOrder(string text, params string[] words)
    {
        var from = 0;
        foreach (var word in words)
        {
            var at = text.IndexOf(word, from, StringComparison.Ordinal);
            if (at < 0)
                yield return word;
            else
                from = at;
        }
    }

    [GeneratedRegex(@"^\s*(?:- )?uses:(.*)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"version, \d+\.\d+\.\d+ ")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{([^}]*)\}")]
    private static partial Regex RoleCondition();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guid();
}
