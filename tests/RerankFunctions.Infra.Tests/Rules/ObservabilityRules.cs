using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class ObservabilityRules
{
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

        new("Writes of queues and documents, deliveries, the vault's use and the host's log go to the workspace",
            templates => ((string Of, string Category)[])
                [
                    ($"{Account(templates, "main/hostStorage")}/queueServices/default", "StorageWrite"),
                    ($"{Account(templates, "main/documentsStorage")}/queueServices/default", "StorageWrite"),
                    ($"{Account(templates, "main/documentsStorage")}/blobServices/default", "StorageWrite"),
                    ($"{Account(templates, "main/documentsStorage")}/blobServices/default", "StorageDelete"),
                    (templates.OfType("Microsoft.KeyVault/vaults").Single().Id, "audit"),
                    (templates.OfType("Microsoft.EventGrid/systemTopics").Single().Id, "DeliveryFailures"),
                    (templates.Site.Id, "FunctionAppLogs"),
                ] is var logs ? logs.Where(log => !templates.OfType("Microsoft.Insights/diagnosticSettings").Any(setting => setting.Scope == log.Of
                    && setting.Properties["workspaceId"]?.ToString() == $"{Workspace(templates).Id}"
                    && setting.Properties["logs"]!.AsArray().Any(entry => (entry!["category"] ?? entry["categoryGroup"])?.ToString() == log.Category
                        && entry["enabled"]?.ToString() == "true"))).Select(log => log.ToString()) : [],
            new Mutation("not the queues", templates => templates.Module("hostStorage")["resources"]!.AsObject().Remove("queueLogs")),
            new Mutation("reads only", templates => templates.Resource("documentsStorage", "queueLogs")["properties"]!["logs"]![0]!["category"] = "StorageRead"),
            new Mutation("not the documents", templates => templates.Main["resources"]!["documentsStorage"]!["properties"]!["parameters"]!["logBlobWrites"]!["value"] = false),
            new Mutation("not the host", templates => templates.Module("app")["resources"]!.AsObject().Remove("hostLogs"))),

        new("Logs are kept and bounded as the environment asks",
            templates => Workspace(templates.With("logRetentionDays", 77).With("logDailyCapGB", 5)).Properties is var properties
                && properties["retentionInDays"]?.ToString() == "77" && properties["workspaceCapping"]?["dailyQuotaGb"]?.ToString() == "5" ? [] : ["otherwise"],
            new Mutation("a retention of its own", templates => templates.Resource("monitoring", "workspaces")["properties"]!["retentionInDays"] = 30),
            new Mutation("no bound", templates => templates.Resource("monitoring", "workspaces")["properties"]!.AsObject().Remove("workspaceCapping"))),

        new("The workbook reads this workspace",
            templates => templates.OfType("Microsoft.Insights/workbooks").Single() is var workbook && workbook.Properties["sourceId"]?.ToString() == Workspace(templates).Id
                && JsonNode.Parse(workbook.Properties["serializedData"]!.ToString())!["items"]!.AsArray().Count > 5 ? [] : ["another, or nothing"],
            new Mutation("another", templates => templates.Main["resources"]!["workbook"]!["properties"]!["parameters"]!["workspaceId"]!["value"] = "[variables('token')]")),
    ];

    private static ArmResource Workspace(Templates templates) => templates.OfType("Microsoft.OperationalInsights/workspaces").Single();

    private static string Account(Templates templates, string module)
        => templates.OfType("Microsoft.Storage/storageAccounts").Single(account => account.Module == module).Id;
}
