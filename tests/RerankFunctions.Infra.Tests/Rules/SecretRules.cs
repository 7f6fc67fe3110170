using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static partial class SecretRules
{
    private const string Vault = "Microsoft.KeyVault/vaults";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("No output holds a secret",
            templates => templates.Outputs
                .Where(output => output.Type.StartsWith("secure", StringComparison.OrdinalIgnoreCase)
                    || output.Value.Contains(ArmScope.SecureMark, StringComparison.Ordinal) || ListsKeys().IsMatch(output.Value))
                .Select(output => output.Name),
            new Mutation("a key passed on", AddOutput("vault", "[parameters('cohereApiKey')]", "string")),
            new Mutation("an output declared secure", AddOutput("app", "[reference('app').name]", "securestring")),
            new Mutation("an account's key", AddOutput("hostStorage", "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'x'), '2024-01-01').keys[0].value]", "string"))),

        new("Keys are listed by the two templates that the postdeploy hook deploys, once each, and nowhere else",
            templates => ListsKeys().Count(templates.Main.ToJsonString()) is 0 && ListsKeys().Count(templates.Events.ToJsonString()) is 1
                && ListsKeys().Count(templates.Keys.ToJsonString()) is 1
                ? [] : ["elsewhere, or not at all"],
            new Mutation("in the main template", AddOutput("app", "[listKeys(resourceId('Microsoft.Web/sites/host', 'x', 'default'), '2024-11-01').masterKey]", "string")),
            new Mutation("not in the events module", templates => templates.Events["resources"]!.AsObject().Remove("uploads"))),

        new("Keys come from parameters that are secure, and go to Key Vault only",
            KeyViolations,
            new Mutation("a plain parameter", templates => templates.Module("vault")["parameters"]!["cohereApiKey"]!["type"] = "string"),
            new Mutation("a plain parameter of the whole", templates => templates.Main["parameters"]!["qdrantApiKey"]!["type"] = "string"),
            new Mutation("a key in a setting", templates => templates.Main["variables"]!["readingThatFits"]!["2048"]!["Other__Key"] = "[parameters('cohereApiKey')]")),

        new("Key Vault references match the secrets declared, and are read by the app's identity",
            ReferenceViolations,
            new Mutation("a secret of another name", templates => templates.Module("vault")["variables"]!["cohereKeySecret"] = "cohere"),
            new Mutation("a reference to another vault", templates => AppRules.ReplaceInSettings(templates, "reference('vault').vaultUri", "'https://other.vault.azure.net/'")),
            new Mutation("a key in the open", templates => AppRules.ReplaceInSettings(templates, "'@Microsoft.KeyVault(SecretUri={0}secrets/{1})'", "'{0}{1}'")),
            new Mutation("no identity to read them", templates => templates.Resource("app", "app")["properties"]!.AsObject().Remove("keyVaultReferenceIdentity"))),

        new("Each service's key goes to its own secret, and from there to its own setting",
            SecretViolations,
            new Mutation("one key for both secrets", templates => templates.Resource("vault", "vault::qdrantKey")["properties"]!["value"] = "[parameters('cohereApiKey')]"),
            new Mutation("the wrong key passed on", templates => templates.Main["resources"]!["vault"]!["properties"]!["parameters"]!["cohereApiKey"]!["value"] = "[parameters('qdrantApiKey')]"),
            new Mutation("one secret for both settings", templates => AppRules.ReplaceInSettings(templates, "variables('qdrantKeySecret')", "variables('cohereKeySecret')"))),

        new("A key that is not given leaves the one that the vault has",
            templates => ((string, string)[])[("cohereKey", "cohereApiKey"), ("qdrantKey", "qdrantApiKey")] is var secrets
                ? secrets.Where(secret => templates.Resource("vault", $"vault::{secret.Item1}")["condition"]?.ToString() != $"[not(empty(parameters('{secret.Item2}')))]")
                    .Select(secret => secret.Item1) : [],
            new Mutation("always set", templates => templates.Resource("vault", "vault::cohereKey").Remove("condition")),
            new Mutation("by the other's", templates => templates.Resource("vault", "vault::qdrantKey")["condition"] = "[not(empty(parameters('cohereApiKey')))]")),

        new("A vault is made, and brought back only where that is asked for",
            templates => CreateMode(templates) is "default" && CreateMode(templates.With("recoverVault", true)) is "recover" ? [] : [CreateMode(templates) ?? "none"],
            new Mutation("always brought back", templates => templates.Resource("vault", "vault")["properties"]!["createMode"] = "recover"),
            new Mutation("never", templates => templates.Resource("vault", "vault")["properties"]!["createMode"] = "default")),

        new("Key Vault goes by roles and cannot be purged",
            templates => templates.OfType(Vault).Single() is var vault
                ? ((string[])["enableRbacAuthorization", "enablePurgeProtection", "enableSoftDelete"]).Where(property => vault.Properties[property]?.ToString() != "true")
                : [],
            new Mutation("access policies", templates => templates.Resource("vault", "vault")["properties"]!["enableRbacAuthorization"] = false),
            new Mutation("purging", templates => templates.Resource("vault", "vault")["properties"]!.AsObject().Remove("enablePurgeProtection"))),
    ];

    private static IEnumerable<string> KeyViolations(Templates templates)
    {
        foreach (var resource in templates.Resources.Where(resource => resource.Type != "Microsoft.KeyVault/vaults/secrets"))
            if (resource.Node.ToJsonString(Unescaped).Contains(ArmScope.SecureMark, StringComparison.Ordinal))
                yield return resource.Id;
        foreach (var parameters in (JsonNode[])[templates.Main["parameters"]!, templates.Module("vault")["parameters"]!])
            foreach (var (name, declaration) in parameters.AsObject())
                if (name.EndsWith("ApiKey", StringComparison.Ordinal) && declaration!["type"]!.ToString() != "securestring")
                    yield return name;
    }

    private static string? CreateMode(Templates templates) => templates.OfType(Vault).Single().Properties["createMode"]?.ToString();

    private static IEnumerable<string> SecretViolations(Templates templates)
    {
        foreach (var service in (string[])["Cohere", "Qdrant"])
        {
            var reference = templates.AppSettings[$"{service}__ApiKey"]?.ToString() ?? "";
            var secret = templates.OfType($"{Vault}/secrets").SingleOrDefault(item => reference.EndsWith($"/{item.Name.Split('/')[^1]})", StringComparison.Ordinal));
            if (secret?.Properties["value"]?.ToString() != $"[{ArmScope.SecureMark}{service.ToLowerInvariant()}ApiKey]")
                yield return $"{service}: {secret?.Name} {secret?.Properties["value"]}";
        }
    }

    private static IEnumerable<string> ReferenceViolations(Templates templates)
    {
        var vault = templates.OfType(Vault).Single();
        var declared = templates.OfType($"{Vault}/secrets")
            .Select(secret => $"@Microsoft.KeyVault(SecretUri=[reference({vault.Id}).vaultUri]secrets/{secret.Name.Split('/')[^1]})");
        var referenced = templates.AppSettings.Where(setting => setting.Key.EndsWith("__ApiKey", StringComparison.Ordinal)).Select(setting => setting.Value!.ToString());
        foreach (var odd in declared.Except(referenced).Concat(referenced.Except(declared)))
            yield return odd;
        if (templates.Site.Properties["keyVaultReferenceIdentity"]?.ToString()
            != templates.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Single().Id)
            yield return "keyVaultReferenceIdentity";
    }

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped
        = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Action<Templates> AddOutput(string module, string value, string type) => templates =>
    {
        var template = templates.Module(module);
        template["outputs"] ??= new JsonObject();
        template["outputs"]!["leak"] = new JsonObject { ["type"] = type, ["value"] = value };
    };

    [GeneratedRegex(@"\blist\w*\(", RegexOptions.IgnoreCase)]
    private static partial Regex ListsKeys();
}
