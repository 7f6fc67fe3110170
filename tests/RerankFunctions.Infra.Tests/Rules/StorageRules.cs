using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class StorageRules
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = $"{Account}/blobServices/containers";
    private const string Queue = $"{Account}/queueServices/queues";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("There are two storage accounts, with names that Azure takes",
            templates => templates.OfType(Account).Count() is 2
                ? templates.OfType(Account).Where(account => account.Name.Length is < 3 or > 24 || !account.Name.All(char.IsAsciiLetterOrDigit)
                    || account.Name.Any(char.IsUpper)).Select(account => account.Name)
                : ["not two accounts"],
            new Mutation("a long name", templates => templates.Main["variables"]!["hostStorageName"] = "storage-of-the-functions-host"),
            new Mutation("one account only", templates => templates.Main["resources"]!.AsObject().Remove("documentsStorage"))),

        new("Shared keys are off on both accounts",
            templates => NotSet(templates, "allowSharedKeyAccess", "false"),
            new Mutation("on for documents", Set("documentsStorage", "allowSharedKeyAccess", true)),
            new Mutation("left to Azure's default for the host", Set("hostStorage", "allowSharedKeyAccess", null))),

        new("No blob is public",
            templates => NotSet(templates, "allowBlobPublicAccess", "false").Concat(
                templates.OfType(Container).Where(container => container.Properties["publicAccess"]?.ToString() != "None").Select(container => container.Id)),
            new Mutation("an account that allows it", Set("hostStorage", "allowBlobPublicAccess", true)),
            new Mutation("a public container", templates =>
                templates.Resource("documentsStorage", "account::blobs::container")["properties"]!["publicAccess"] = "Blob")),

        new("Storage speaks TLS 1.2 or later, and only TLS",
            templates => NotSet(templates, "minimumTlsVersion", "TLS1_2").Concat(NotSet(templates, "supportsHttpsTrafficOnly", "true")),
            new Mutation("TLS 1.0", Set("hostStorage", "minimumTlsVersion", "TLS1_0")),
            new Mutation("plain HTTP", Set("documentsStorage", "supportsHttpsTrafficOnly", false))),

        new("The containers and the queue of the documents account are those of the code",
            templates => new[] { DocumentStore.ContainerName, DocumentStore.OutcomesContainerName, DocumentStore.SharesContainerName }
                .SelectMany(name => Missing(templates, Container, name)).Concat(Missing(templates, Queue, DocumentStore.ChangesQueueName)),
            new Mutation("another container", templates => templates.Main["variables"]!["documentsContainer"] = "files"),
            new Mutation("no place for outcomes", templates => templates.Main["variables"]!["outcomesContainer"] = "states"),
            new Mutation("no place for shares", templates => templates.Main["variables"]!["sharesContainer"] = "parts"),
            new Mutation("another queue", templates => templates.Main["variables"]!["changesQueue"] = "deletions")),

        new("Nothing but dead letters expires, and those after 30 days",
            ExpiryViolations,
            new Mutation("documents too", templates => Argument(templates, "expiringContainers")["value"] = new JsonArray("dead-letter", "documents")),
            new Mutation("whatever begins alike", templates => Lifecycle(templates)["definition"]!["filters"]!["prefixMatch"] = new JsonArray("d")),
            new Mutation("no prefix", templates => Lifecycle(templates)["definition"]!["filters"]!.AsObject().Remove("prefixMatch")),
            new Mutation("sooner", templates => Lifecycle(templates)["definition"]!["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"] = 1)),

        new("Nothing is replicated to another tenant",
            templates => NotSet(templates, "allowCrossTenantReplication", "false"),
            new Mutation("allowed", Set("documentsStorage", "allowCrossTenantReplication", true))),

        new("Deleted documents can be brought back for a week",
            templates => templates.OfType($"{Account}/blobServices")
                .Where(service => service.Module == "main/documentsStorage")
                .Where(service => service.Properties["deleteRetentionPolicy"] is not { } policy
                    || policy["enabled"]?.ToString() != "true" || policy["days"]?.ToString() != "7")
                .Select(service => service.Id),
            new Mutation("no retention", templates =>
                templates.Main["resources"]!["documentsStorage"]!["properties"]!["parameters"]!["blobRetentionDays"]!["value"] = null)),
    ];

    private static IEnumerable<string> ExpiryViolations(Templates templates)
    {
        foreach (var policy in templates.OfType($"{Account}/managementPolicies"))
            foreach (var rule in policy.Properties["policy"]!["rules"]!.AsArray())
            {
                var prefixes = rule!["definition"]!["filters"]?["prefixMatch"] as JsonArray ?? [];
                if (policy.Module != "main/documentsStorage" || prefixes.Count == 0 || prefixes.Any(prefix => prefix?.ToString() != "dead-letter/"))
                    yield return $"{policy.Module}: {prefixes.ToJsonString()}";
                if (rule["definition"]!["actions"]!.ToJsonString() != """{"baseBlob":{"delete":{"daysAfterModificationGreaterThan":30}}}""")
                    yield return $"{rule["definition"]!["actions"]}";
            }

        if (!templates.OfType($"{Account}/managementPolicies").Any())
            yield return "dead letters stay";
    }

    private static JsonNode Argument(Templates templates, string parameter)
        => templates.Main["resources"]!["documentsStorage"]!["properties"]!["parameters"]![parameter]!;

    private static JsonNode Lifecycle(Templates templates)
        => templates.Resource("documentsStorage", "account::lifecycle")["properties"]!["policy"]!["rules"]![0]!;

    private static IEnumerable<string> NotSet(Templates templates, string property, string value) => templates.OfType(Account)
        .Where(account => account.Properties[property]?.ToString() != value)
        .Select(account => $"{account.Name}: {property} is {account.Properties[property]}");

    private static IEnumerable<string> Missing(Templates templates, string type, string name)
        => templates.OfType(type).Any(resource => resource.Module == "main/documentsStorage" && resource.Name.EndsWith($"/{name}", StringComparison.Ordinal))
            ? []
            : [$"no {type} {name}"];

    private static Action<Templates> Set(string module, string property, JsonNode? value)
        => templates => templates.Resource(module, "account")["properties"]![property] = value?.DeepClone();
}
