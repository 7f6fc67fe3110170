using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Documents;
using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Infra.Tests.Rules;

internal static partial class AlertRules
{
    private const string LogRule = "Microsoft.Insights/scheduledQueryRules";
    private const string MetricRule = "Microsoft.Insights/metricAlerts";
    private const string WebTest = "Microsoft.Insights/webtests";
    private const string Budget = "Microsoft.Consumption/budgets";

    /// <summary>What happens to events that Event Grid gives up: https://learn.microsoft.com/azure/event-grid/metrics</summary>
    private static readonly string[] LostEvents = ["DeadLetteredCount", "DroppedEventCount"];

    /// <summary>The metrics that the product emits: a name that it does not would be silence for ever.</summary>
    private static IReadOnlyList<string> Emitted { get; } =
    [
        .. typeof(ProductMetrics).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(text => Metric().IsMatch(text)),
    ];

    private static string HealthRoute { get; } = typeof(IngestDocument).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .Single(trigger => trigger?.AuthLevel is AuthorizationLevel.Anonymous)!.Route!;

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Every alert is on, and has an action",
            templates => AllAlerts(templates).Where(alert => alert.Properties["enabled"]?.ToString() != "true"
                    || !Actions(alert).SequenceEqual([ActionGroup(templates).Id])).Select(alert => alert.Name)
                .Concat(AllAlerts(templates).Count() is 4 ? [] : ["not four alerts"]),
            new Mutation("one off", templates => templates.Resource("alerts", "eventsLost")["properties"]!["enabled"] = false),
            new Mutation("no action for logs", templates => templates.Resource("alerts", "problemsFound")["properties"]!["actions"]!["actionGroups"] = new JsonArray()),
            new Mutation("no action for a dead app", templates => templates.Resource("alerts", "dead")["properties"]!.AsObject().Remove("actions")),
            new Mutation("another group", templates => templates.Main["resources"]!["alerts"]!["properties"]!["parameters"]!["actionGroupId"]!["value"] = "other")),

        new("The action is a mail to whoever is named, and to nobody else",
            templates => Receivers(templates) is "" && Receivers(templates.With("alertEmail", "operator@example.com")) is "operator@example.com" ? [] : [Receivers(templates)],
            new Mutation("nobody", templates => templates.Resource("monitoring", "actionGroups")["properties"]!["emailReceivers"] = new JsonArray()),
            new Mutation("not passed on", templates => templates.Main["resources"]!["monitoring"]!["properties"]!["parameters"]!["alertEmail"]!["value"] = "")),

        new("A dead app is noticed from outside: its health address is asked, and a failure fires",
            HealthViolations,
            new Mutation("another address", templates => templates.Main["variables"]!["healthPath"] = "/health"),
            new Mutation("any answer will do", templates => templates.Resource("alerts", "health")["properties"]!["ValidationRules"]!["ExpectedHttpStatusCode"] = 0),
            new Mutation("an alert on something else", templates => templates.Resource("alerts", "dead")["properties"]!["criteria"]!["webTestId"] = "other"),
            new Mutation("not asked", templates => templates.Resource("alerts", "health")["properties"]!["Enabled"] = false)),

        new("Every event that is given up is told, dead-lettered or dropped",
            templates => LostEvents.Except(templates.OfType(MetricRule).Where(alert => alert.Properties["scopes"]!.ToJsonString()
                        == $"[\"{templates.OfType("Microsoft.EventGrid/systemTopics").Single().Id}\"]")
                    .Select(alert => alert.Properties["criteria"]!["allOf"]![0]!)
                    .Where(metric => metric["operator"]?.ToString() == "GreaterThan" && metric["threshold"]?.ToString() == "0" && metric["timeAggregation"]?.ToString() == "Total")
                    .Select(metric => metric["metricName"]!.ToString())),
            new Mutation("one of the two", templates => templates.Module("alerts")["variables"]!["topicMetrics"]!.AsArray().RemoveAt(1)),
            new Mutation("only many", templates => templates.Resource("alerts", "eventsLost")["properties"]!["criteria"]!["allOf"]![0]!["threshold"] = 100)),

        new("Logs are asked for every problem that docs/operations.md explains, each with an alert of its own",
            ProblemViolations,
            new Mutation("one fewer", templates => Problems(templates, text => text.Replace("createObject('name', 'failed-documents', 'query', variables('$fxv#1')), ", "", StringComparison.Ordinal))),
            new Mutation("one alert for all", templates => templates.Resource("alerts", "problemsFound")["properties"]!["criteria"]!["allOf"]![0]!.AsObject().Remove("dimensions")),
            new Mutation("a threshold", templates => templates.Resource("alerts", "problemsFound")["properties"]!["criteria"]!["allOf"]![0]!["threshold"] = 5),
            new Mutation("a name left unfilled", templates => templates.Module("alerts")["variables"]!["replacements"]!.AsObject().Remove("{changesQueue}"))),

        new("Slow searches are told only where instances are kept warm",
            templates => !Query(templates).Contains("slow-search", StringComparison.Ordinal)
                && Query(templates.WithScale(("alwaysReadyHttp", 1))).Contains("\"slow-search\"", StringComparison.Ordinal) ? [] : ["otherwise"],
            new Mutation("always", templates => templates.Main["resources"]!["alerts"]!["properties"]!["parameters"]!["keptWarm"]!["value"] = true),
            new Mutation("never", templates => templates.Main["resources"]!["alerts"]!["properties"]!["parameters"]!["keptWarm"]!["value"] = false)),

        new("Messages count as poison where they were put into one of the two poison queues, and put with success",
            templates => ((string[])["\"/webjobs-blobtrigger-poison/\"", $"\"/{DocumentStore.ChangesQueueName}-poison/\"", "OperationName == \"PutMessage\" and toint(StatusCode) == 201"])
                .Where(part => !Query(templates).Contains(part, StringComparison.Ordinal)),
            new Mutation("another queue", templates => templates.Module("alerts")["variables"]!["changesQueue"] = "deletions"),
            new Mutation("not that of blobs", templates => templates.Module("alerts")["variables"]!["$fxv#0"] = "StorageQueueLogs"),
            new Mutation("another status", templates => templates.Module("alerts")["variables"]!["$fxv#0"]
                = templates.Module("alerts")["variables"]!["$fxv#0"]!.ToString().Replace("201", "200", StringComparison.Ordinal))),

        new("Alerts and workbook ask for what the product emits",
            templates => Metric().Matches(Query(templates) + Workbook(templates)).Select(match => match.Value).ToHashSet() is var asked
                ? asked.Except(Emitted).Concat(asked.Count >= 5 ? [] : ["for hardly anything"])
                    .Concat(Query(templates).Contains("Properties[\"outcome\"]) == \"failed\"", StringComparison.Ordinal) ? [] : ["failed"]) : [],
            new Mutation("a slip in an alert", templates => templates.Module("alerts")["variables"]!["$fxv#1"]
                = templates.Module("alerts")["variables"]!["$fxv#1"]!.ToString().Replace("rerankfunctions.documents", "rerankfunctions.document", StringComparison.Ordinal)),
            new Mutation("a slip in the workbook", templates => templates.Module("workbook")["variables"]!.AsObject()["$fxv#0"]
                = JsonNode.Parse(templates.Module("workbook")["variables"]!["$fxv#0"]!.ToJsonString().Replace("cohere.tokens", "cohere.token", StringComparison.Ordinal)))),

        new("A budget is kept where one is asked for, and told of before it is spent and when it will be",
            BudgetViolations,
            new Mutation("nobody told", templates => templates.Resource("budget", "budgets")["properties"]!["notifications"]!["spent"]!["contactGroups"] = new JsonArray()),
            new Mutation("by the year", templates => templates.Resource("budget", "budgets")["properties"]!["timeGrain"] = "Annually"),
            new Mutation("a budget unasked", templates => templates.Main["resources"]!["budget"]!.AsObject().Remove("condition"))),
    ];

    public static IEnumerable<ArmResource> AllAlerts(Templates templates) => templates.OfType(LogRule).Concat(templates.OfType(MetricRule));

    /// <summary>The two types of alert name their actions in two ways.</summary>
    private static IEnumerable<string?> Actions(ArmResource alert) => alert.Properties["actions"] switch
    {
        JsonArray actions => actions.Select(action => action?["actionGroupId"]?.ToString()),
        JsonObject actions => (actions["actionGroups"] as JsonArray ?? []).Select(action => action?.ToString()),
        _ => [],
    };

    private static ArmResource ActionGroup(Templates templates) => templates.OfType("Microsoft.Insights/actionGroups").Single();

    private static string Receivers(Templates templates)
        => string.Join(' ', (ActionGroup(templates).Properties["emailReceivers"] as JsonArray ?? []).Select(receiver => receiver!["emailAddress"]));

    private static IEnumerable<string> HealthViolations(Templates templates)
    {
        var test = templates.OfType(WebTest).Single();
        var insights = templates.OfType("Microsoft.Insights/components").Single().Id;
        var dead = templates.OfType(MetricRule).SingleOrDefault(alert => alert.Properties["criteria"]?["webTestId"]?.ToString() == test.Id);
        if (test.Properties["Enabled"]?.ToString() != "true" || test.Properties["Request"]?["HttpVerb"]?.ToString() != "GET"
            || test.Properties["Request"]?["RequestUrl"]?.ToString() != $"https://[reference({templates.Site.Id}).defaultHostName]/api/{HealthRoute}")
            yield return $"asks {test.Properties["Request"]}";
        if (test.Properties["ValidationRules"]?["ExpectedHttpStatusCode"]?.ToString() != "200")
            yield return "takes any answer";
        if (dead?.Properties["scopes"]?.ToJsonString() != $"[\"{test.Id}\",\"{insights}\"]" || dead.Properties["criteria"]!["componentId"]?.ToString() != insights
            || dead.Properties["criteria"]!["failedLocationCount"]?.ToString() != "1")
            yield return "no alert";
    }

    private static IEnumerable<string> ProblemViolations(Templates templates)
    {
        var criteria = templates.OfType(LogRule).Single().Properties["criteria"]!["allOf"]![0]!;
        var told = Problem().Matches(Query(templates.WithScale(("alwaysReadyHttp", 1)))).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        var explained = Explained().Matches(Repository.Read("docs", "operations.md")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        foreach (var odd in told.Except(explained).Concat(explained.Except(told)))
            yield return odd;
        if (Placeholder().Match(Query(templates)) is { Success: true } placeholder)
            yield return placeholder.Value;
        if (criteria["dimensions"]?.ToJsonString() != """[{"name":"Problem","operator":"Include","values":["*"]}]""")
            yield return "one alert for all";
        if ((criteria["timeAggregation"], criteria["operator"], criteria["threshold"]) is var (by, than, threshold)
            && (by?.ToString(), than?.ToString(), threshold?.ToString()) is not ("Count", "GreaterThan", "0"))
            yield return "a threshold";
    }

    private static IEnumerable<string> BudgetViolations(Templates templates)
    {
        if (templates.OfType(Budget).Any())
            yield return "unasked";
        var budget = templates.With("monthlyBudget", 100).With("budgetStart", "2026-11-01").OfType(Budget).Single().Properties;
        if (budget["amount"]?.ToString() != "100" || budget["timeGrain"]?.ToString() != "Monthly" || budget["timePeriod"]?["startDate"]?.ToString() != "2026-11-01")
            yield return "another";
        var notifications = budget["notifications"]!.AsObject().Select(item => item.Value!).ToList();
        if (!notifications.Select(item => item["thresholdType"]!.ToString()).Order(StringComparer.Ordinal).SequenceEqual(["Actual", "Forecasted"])
            || notifications.Any(item => item["enabled"]?.ToString() != "true" || item["contactGroups"]?.ToJsonString() != $"[\"{ActionGroup(templates).Id}\"]"))
            yield return "not told";
    }

    private static string Query(Templates templates) => templates.OfType(LogRule).Single().Properties["criteria"]!["allOf"]![0]!["query"]!.ToString();

    private static string Workbook(Templates templates) => templates.OfType("Microsoft.Insights/workbooks").Single().Properties["serializedData"]!.ToString()
        .Replace(@"\u0022", "\"", StringComparison.Ordinal);

    private static void Problems(Templates templates, Func<string, string> change)
    {
        var variables = templates.Module("alerts")["variables"]!;
        var changed = change(variables["problems"]!.ToString());
        Assert.NotEqual(variables["problems"]!.ToString(), changed);
        variables["problems"] = changed;
    }

    [GeneratedRegex(@"\brerankfunctions\.[a-z_.]+")]
    private static partial Regex Metric();

    [GeneratedRegex("""extend Problem = "([a-z-]+)"\)""")]
    private static partial Regex Problem();

    /// <summary>Rows of the table of problems in docs/operations.md.</summary>
    [GeneratedRegex(@"^\| problem `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Explained();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
