using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class RoleRules
{
    private const string Type = "Microsoft.Authorization/roleAssignments";
    private const string App = "app";
    private const string EventGrid = "event grid";

    /// <summary>Built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles</summary>
    private static readonly Dictionary<string, string> RoleNames = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    private const string Host = "Microsoft.Storage/storageAccounts/sthost0123456789abc";
    private const string Documents = "Microsoft.Storage/storageAccounts/stdocs0123456789abc";

    private static readonly (string Role, string Scope, string Principal)[] Wanted =
    [
        ("Storage Blob Data Owner", Host, App),
        ("Storage Queue Data Contributor", Host, App),
        ("Storage Table Data Contributor", Host, App),
        ("Storage Blob Data Owner", Documents, App),
        ("Storage Queue Data Contributor", Documents, App),
        ("Key Vault Secrets User", "Microsoft.KeyVault/vaults/kv-0123456789abc", App),
        ("Monitoring Metrics Publisher", "Microsoft.Insights/components/appi-0123456789abc", App),
        ("Storage Blob Data Contributor", $"{Documents}/blobServices/default/containers/dead-letter", EventGrid),
        ("Storage Queue Data Message Sender", $"{Documents}/queueServices/default/queues/document-changes", EventGrid),
    ];

    private static readonly (string Role, string Scope, string Principal) Writer
        = ("Storage Blob Data Contributor", $"{Documents}/blobServices/default/containers/documents", "someone");

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("The roles are exactly these",
            templates => Difference(Actual(templates), Wanted),
            new Mutation("one fewer", templates => templates.Module("roles")["resources"]!.AsObject().Remove("hostTables")),
            new Mutation("another role", templates => templates.Module("topic")["variables"]!["roles"]!["storageQueueDataMessageSender"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
            new Mutation("a wider scope", templates => templates.Resource("topic", "writeDeadLetters").Remove("scope")),
            new Mutation("another principal", templates => templates.Resource("roles", "vaultSecrets")["properties"]!["principalId"] = "someone"),
            new Mutation("one more", templates => templates.Module("roles")["resources"]!["more"] = templates.Resource("roles", "vaultSecrets").DeepClone())),

        new("Whoever is named may write documents, and nothing else",
            templates => Difference(Actual(templates.With("documentsWriterId", "someone")), [.. Wanted, Writer]),
            new Mutation("a wider scope", templates => templates.Resource("roles", "writer")["scope"] = templates.Resource("roles", "documentBlobs")["scope"]!.DeepClone()),
            new Mutation("never", templates => templates.Module("roles")["resources"]!.AsObject().Remove("writer"))),

        new("Roles have deterministic names, of scope, principal and role, and say what the principal is",
            templates => templates.OfType(Type).Where(role => role.Name
                    != $"guid({role.Scope} | {PrincipalResource(role)} | {role.Properties["roleDefinitionId"]!.ToString().Split('/')[^1]})"
                || role.Properties["principalType"]?.ToString() != "ServicePrincipal").Select(role => role.Symbol),
            new Mutation("a new name at every deployment", templates => templates.Resource("roles", "hostBlobs")["name"] = "[newGuid()]"),
            new Mutation("a name without the role", templates => templates.Resource("roles", "hostBlobs")["name"]
                = "[guid(resourceId('Microsoft.Storage/storageAccounts', parameters('hostStorageName')))]"),
            new Mutation("no principal type", templates => templates.Resource("topic", "sendChanges")["properties"]!.AsObject().Remove("principalType"))),

        new("The app waits for its roles, and deliveries for Event Grid's",
            templates => Waits(templates, "main", "app", "roles").Concat(Waits(templates, "main/topic", "changes", "writeDeadLetters", "sendChanges"))
                .Concat(Waits(templates, "main", "roles", "identity", "monitoring", "hostStorage", "documentsStorage", "vault")),
            new Mutation("the app does not", templates => Forget(templates.Main["resources"]!["app"]!, "roles")),
            new Mutation("deliveries do not", templates => Forget(templates.Resource("topic", "changes"), "sendChanges")),
            new Mutation("roles before their scopes", templates => Forget(templates.Main["resources"]!["roles"]!, "vault"))),
    ];

    private static IEnumerable<(string Role, string Scope, string Principal)> Actual(Templates templates) => templates.OfType(Type).Select(role => (
        RoleNames.GetValueOrDefault(role.Properties["roleDefinitionId"]!.ToString().Split('/')[^1], "unknown"),
        role.Scope ?? "the resource group",
        PrincipalResource(role) switch
        {
            "Microsoft.ManagedIdentity/userAssignedIdentities/id-0123456789abc" => App,
            "Microsoft.EventGrid/systemTopics/evgt-0123456789abc" => EventGrid,
            var other => other,
        }));

    /// <summary>From <c>[reference(Some/type/name).principalId]</c> the resource whose identity it is.</summary>
    private static string PrincipalResource(ArmResource role)
    {
        var principal = role.Properties["principalId"]!.ToString();
        return principal.StartsWith("[reference(", StringComparison.Ordinal) ? principal.Split('(', ')')[1].Split(',')[0] : principal;
    }

    private static IEnumerable<string> Difference(
        IEnumerable<(string, string, string)> actual, IEnumerable<(string, string, string)> wanted)
    {
        var left = actual.ToList();
        foreach (var role in wanted)
            if (!left.Remove(role))
                yield return $"missing: {role}";
        foreach (var role in left)
            yield return $"not wanted: {role}";
    }

    private static IEnumerable<string> Waits(Templates templates, string module, string symbol, params string[] others)
    {
        var resource = templates.Resources.Single(item => item.Module == module && item.Symbol == symbol);
        return others.Except(resource.DependsOn).Select(other => $"{symbol} does not wait for {other}");
    }

    private static void Forget(JsonNode resource, string symbol)
        => resource["dependsOn"] = new JsonArray([.. resource["dependsOn"]!.AsArray().Where(item => item!.ToString() != symbol).Select(item => item!.DeepClone())]);
}
