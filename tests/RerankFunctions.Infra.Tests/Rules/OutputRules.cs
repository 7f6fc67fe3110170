using System.Text.RegularExpressions;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

/// <summary>What a deployment leaves in azd's environment, for the hooks and for whoever follows docs/operations.md.</summary>
internal static partial class OutputRules
{
    /// <summary>What azd itself keeps there.</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_SUBSCRIPTION_ID"];

    /// <summary>Of the deployment from GitHub, which has them from the GitHub environment.</summary>
    private static readonly string[] OfGitHub = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Every output names the thing that it says",
            templates => Named(templates).Where(output => Outputs(templates).GetValueOrDefault(output.Name) != output.Value)
                .Select(output => $"{output.Name} is {Outputs(templates).GetValueOrDefault(output.Name)}, not {output.Value}"),
            new Mutation("the host's account for that of documents", Change("AZURE_DOCUMENTS_STORAGE_NAME", "[variables('hostStorageName')]")),
            new Mutation("plain HTTP", Change("AZURE_FUNCTION_APP_URL", "[format('http://{0}', reference('app').outputs.defaultHostName.value)]"))),

        new("Everything that hooks and docs ask of azd's environment is there",
            templates => AskedFor().Except(Outputs(templates).Keys).Except(OfAzd).Except(OfGitHub),
            new Mutation("renamed", templates =>
            {
                templates.Main["outputs"]!["AZURE_TOPIC_NAME"] = templates.Main["outputs"]!["AZURE_EVENTS_TOPIC_NAME"]!.DeepClone();
                templates.Main["outputs"]!.AsObject().Remove("AZURE_EVENTS_TOPIC_NAME");
            })),
    ];

    private static IEnumerable<(string Name, string Value)> Named(Templates templates)
    => [
        ("AZURE_LOCATION", "westeurope"),
        ("AZURE_RESOURCE_GROUP", templates.OfType("Microsoft.Resources/resourceGroups").Single().Name),
        ("AZURE_FUNCTION_APP_NAME", templates.Site.Name),
        ("AZURE_FUNCTION_APP_URL", $"https://[reference({templates.Site.Id}).defaultHostName]"),
        ("AZURE_KEY_VAULT_NAME", templates.OfType("Microsoft.KeyVault/vaults").Single().Name),
        ("AZURE_EVENTS_TOPIC_NAME", templates.OfType("Microsoft.EventGrid/systemTopics").Single().Name),
        ("AZURE_DOCUMENTS_STORAGE_NAME", templates.OfType("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Single(container => container.Name.EndsWith("/default/documents", StringComparison.Ordinal)).Name.Split('/')[0]),
    ];

    private static Dictionary<string, string> Outputs(Templates templates) => templates.Outputs
        .Where(output => output.Name.StartsWith("main.", StringComparison.Ordinal)).ToDictionary(output => output.Name["main.".Length..], output => output.Value);

    private static IEnumerable<string> AskedFor() => Directory.EnumerateFiles(Repository.PathOf("infra", "hooks"))
        .Append(Repository.PathOf("docs", "operations.md"))
        .SelectMany(file => AzureVariable().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct();

    private static Action<Templates> Change(string output, string value) => templates => templates.Main["outputs"]![output]!["value"] = value;

    [GeneratedRegex(@"\bAZURE_[A-Z]+(_[A-Z]+)*\b")]
    private static partial Regex AzureVariable();
}
