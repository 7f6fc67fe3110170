using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class ObservabilityRules
{
    private static readonly string[] Alerts = ["poison-messages", "server-errors", "slow-search", "degraded-answers", "event-dead-letters"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Telemetry is taken from Entra identities only, into the workspace",
            templates => templates.OfType("Microsoft.Insights/components").Single() is var insights
                && insights.Properties["DisableLocalAuth"]?.ToString() == "true"
                && insights.Properties["WorkspaceResourceId"]?.ToString() == Workspace(templates).Id
                && Workspace(templates).Properties["features"]?["disableLocalAuth"]?.ToString() == "true"
                && templates.AppSettings["APPLICATIONINSIGHTS_CONNECTION_STRING"]?.ToString() == $"[reference({insights.Id}).ConnectionString]"
                && templates.AppSettings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]?.ToString()
                    == $"ClientId=[reference({templates.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Single().Id}).clientId];Authorization=AAD"
                ? [] : ["otherwise"],
            new Mutation("anyone with the connection string", templates => templates.Resource("monitoring", "components")["properties"]!["DisableLocalAuth"] = false),
            new Mutation("no workspace", templates => templates.Resource("monitoring", "components")["properties"]!.AsObject().Remove("WorkspaceResourceId")),
            new Mutation("no authentication", AppRules.RenameSetting("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "X"))),

        new("Queue writes, deliveries, the vault's use and the host's log go to the workspace",
            templates => ((string Of, string Category)[])
                [
                    ($"{Account(templates, "main/hostStorage")}/queueServices/default", "StorageWrite"),
                    ($"{Account(templates, "main/documentsStorage")}/queueServices/default", "StorageWrite"),
                    (templates.OfType("Microsoft.KeyVault/vaults").Single().Id, "audit"),
                    (templates.OfType("Microsoft.EventGrid/systemTopics").Single().Id, "DeliveryFailures"),
                    (templates.Site.Id, "FunctionAppLogs"),
                ] is var logs ? logs.Where(log => !templates.OfType("Microsoft.Insights/diagnosticSettings").Any(setting => setting.Scope == log.Of
                    && setting.Properties["workspaceId"]?.ToString() == $"{Workspace(templates).Id}"
                    && setting.Properties["logs"]!.AsArray().Any(entry => (entry!["category"] ?? entry["categoryGroup"])?.ToString() == log.Category
                        && entry["enabled"]?.ToString() == "true"))).Select(log => log.ToString()) : [],
            new Mutation("not the queues", templates => templates.Module("hostStorage")["resources"]!.AsObject().Remove("queueLogs")),
            new Mutation("reads only", templates => templates.Resource("documentsStorage", "queueLogs")["properties"]!["logs"]![0]!["category"] = "StorageRead"),
            new Mutation("not the host", templates => templates.Module("app")["resources"]!.AsObject().Remove("hostLogs"))),

        new("Each of the alerts is there and on",
            templates => Alerts.Where(alert => !AllAlerts(templates).Any(item => item.Name == $"alert-0123456789abc-{alert}"
                && item.Properties["enabled"]?.ToString() == "true")),
            new Mutation("one off", templates => templates.Resource("alerts", "deadLetters")["properties"]!["enabled"] = false),
            new Mutation("one fewer", templates => templates.Module("alerts")["variables"]!["logAlerts"]!.AsArray().RemoveAt(0))),

        new("Every alert has an action",
            templates => AllAlerts(templates).Where(alert => !Actions(alert).SequenceEqual([ActionGroup(templates)])).Select(alert => alert.Name)
                .Concat(AllAlerts(templates).Any() ? [] : ["no alerts"]),
            new Mutation("none for the log alerts", templates => templates.Resource("alerts", "rules")["properties"]!["actions"]!["actionGroups"] = new JsonArray()),
            new Mutation("none for dead letters", templates => templates.Resource("alerts", "deadLetters")["properties"]!.AsObject().Remove("actions")),
            new Mutation("another group", templates => templates.Main["resources"]!["alerts"]!["properties"]!["parameters"]!["actionGroupId"]!["value"] = "other")),

        new("The alert on poison messages knows both poison queues",
            templates => ((string[])["/webjobs-blobtrigger-poison/", $"/{DocumentStore.ChangesQueueName}-poison/"])
                .Where(queue => !templates.Module("alerts")["variables"]!["$fxv#0"]!.ToString()
                    .Replace("{changesQueue}", templates.Module("alerts")["variables"]!["changesQueue"]!.ToString(), StringComparison.Ordinal)
                    .Contains(queue, StringComparison.Ordinal)),
            new Mutation("another queue", templates => templates.Module("alerts")["variables"]!["changesQueue"] = "deletions"),
            new Mutation("not that of blobs", templates => templates.Module("alerts")["variables"]!["$fxv#0"] = "StorageQueueLogs")),
    ];

    private static ArmResource Workspace(Templates templates) => templates.OfType("Microsoft.OperationalInsights/workspaces").Single();

    private static string Account(Templates templates, string module)
        => templates.OfType("Microsoft.Storage/storageAccounts").Single(account => account.Module == module).Id;

    private static string ActionGroup(Templates templates) => templates.OfType("Microsoft.Insights/actionGroups").Single().Id;

    private static IEnumerable<ArmResource> AllAlerts(Templates templates)
        => templates.OfType("Microsoft.Insights/scheduledQueryRules").Concat(templates.OfType("Microsoft.Insights/metricAlerts"));

    /// <summary>The two types of alert name their actions in two ways.</summary>
    private static IEnumerable<string?> Actions(ArmResource alert) => alert.Properties["actions"] switch
    {
        JsonArray actions => actions.Select(action => action?["actionGroupId"]?.ToString()),
        JsonObject actions => (actions["actionGroups"] as JsonArray ?? []).Select(action => action?.ToString()),
        _ => [],
    };
}
