using System.Reflection;
using System.Text.RegularExpressions;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Infra.Tests;

/// <summary>Alerts and workbook ask for metrics by name; a name that the product does not emit would be silence for ever.</summary>
public sealed partial class MetricTests
{
    private static readonly string[] Emitted =
    [
        .. typeof(ProductMetrics).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(text => Metric().IsMatch(text)),
    ];

    [Fact]
    public void Every_metric_that_is_asked_for_is_one_of_the_products_own()
    {
        Assert.NotEmpty(Emitted);
        Assert.Empty(AskedFor().Except(Emitted));
    }

    [Fact]
    public void The_workbook_and_the_alerts_ask_for_metrics() => Assert.True(AskedFor().Distinct().Count() >= 5);

    private static IEnumerable<string> AskedFor() => Directory.EnumerateFiles(Repository.PathOf("infra", "queries"))
        .Append(Repository.PathOf("infra", "workbook.json"))
        .SelectMany(file => Metric().Matches(File.ReadAllText(file)).Select(match => match.Value));

    [GeneratedRegex(@"\brerankfunctions\.[a-z_.]+")]
    private static partial Regex Metric();
}
