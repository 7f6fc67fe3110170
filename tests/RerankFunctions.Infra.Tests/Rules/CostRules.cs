using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

/// <summary>What an environment costs that nobody uses: US$ a month of 730 hours, by list prices (docs/operations.md says whose).</summary>
internal static class CostRules
{
    private const decimal MostWhenIdle = 3;
    private const decimal WebTest = 0.000645m;
    private const decimal MetricAlert = 0.10m;

    /// <summary>A log alert's, by the minutes between its evaluations.</summary>
    private static readonly Dictionary<double, decimal> LogAlert = new() { [1] = 3, [5] = 1.5m, [10] = 1, [15] = 0.5m };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Idle, the default costs less than US$3 a month, and what docs/operations.md says",
            templates => Idle(templates) is var cost && cost < MostWhenIdle
                && Repository.Read("docs", "operations.md").Contains(string.Create(CultureInfo.InvariantCulture, $"| **Together** | **{cost:F2}** |"), StringComparison.Ordinal)
                ? [] : [$"{cost}"],
            new Mutation("an alert every five minutes", templates => templates.Resource("alerts", "problemsFound")["properties"]!["evaluationFrequency"] = "PT5M"),
            new Mutation("health every five minutes", templates => templates.Resource("alerts", "health")["properties"]!["Frequency"] = 300),
            new Mutation("health from two places", templates => templates.Resource("alerts", "health")["properties"]!["Locations"]!.AsArray().Add(new JsonObject { ["Id"] = "us-va-ash-azr" })),
            new Mutation("a metric more", templates => templates.Module("alerts")["variables"]!["topicMetrics"]!.AsArray().Add(
                templates.Module("alerts")["variables"]!["topicMetrics"]![0]!.DeepClone()))),

        new("Nothing that costs by the hour is there by default",
            templates => templates.Resources.Where(resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal)).Select(resource => resource.Id)
                .Concat(templates.Site.Properties["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray().Count is 0 ? [] : ["always-ready instances"]),
            new Mutation("an instance kept warm", templates => templates.Module("app")["variables"]!["alwaysReady"] = new JsonArray(new JsonObject { ["name"] = "http" })),
            new Mutation("a network", templates => templates.Main["resources"]!["network"]!.AsObject().Remove("condition"))),
    ];

    private static decimal Idle(Templates templates) => Math.Round(
        templates.OfType("Microsoft.Insights/webtests").Sum(test => WebTest * (730 * 3600 / test.Properties["Frequency"]!.GetValue<int>()) * test.Properties["Locations"]!.AsArray().Count)
        + templates.OfType("Microsoft.Insights/scheduledQueryRules").Sum(alert => LogAlert[XmlConvert.ToTimeSpan(alert.Properties["evaluationFrequency"]!.ToString()).TotalMinutes])
        + templates.OfType("Microsoft.Insights/metricAlerts").Count() * MetricAlert, 2);
}
