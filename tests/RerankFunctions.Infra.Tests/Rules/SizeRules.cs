using System.Globalization;
using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Reading;

namespace RerankFunctions.Infra.Tests.Rules;

/// <summary>What an environment asks for in memory, instances and zones is what it gets, and fits.</summary>
internal static class SizeRules
{
    /// <summary>MB of an instance: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes</summary>
    private static readonly int[] Sizes = [512, 2048, 4096];

    /// <summary>Bytes for temporary files, of an instance of any size: https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits</summary>
    private const long TemporaryBytes = 800_000_000;

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Reading takes half of an instance's memory and its temporary files at most, whatever the instance's size",
            templates => Sizes.SelectMany(size => DoesNotFit(templates.WithScale(("instanceMemoryMB", size)), size)),
            new Mutation("four readers on 2,048 MB", templates => Fitting(templates, 2048).Remove("Reading__MaxProcesses")),
            new Mutation("readers too large for 512 MB", templates => Fitting(templates, 512)["Reading__MaxProcessBytes"] = "536870912"),
            new Mutation("documents too large", templates => Fitting(templates, 4096)["Reading__MaxDocumentBytes"] = "536870912"),
            new Mutation("temporary files without a bound", templates => Fitting(templates, 4096).Remove("Reading__MaxTemporaryBytes")),
            new Mutation("the code's own defaults", templates => templates.Main["variables"]!["readingThatFits"]!["2048"] = new JsonObject())),

        new("A setting that an environment gives wins over what fits, and an empty one leaves the app its default",
            templates => GivenSettings(templates.With("settings", new JsonObject { ["Reading__MaxProcesses"] = "1", ["Cohere__EmbedModel"] = "" })),
            new Mutation("what fits wins", SettingsOfApp("[union(variables('givenSettings'), variables('readingThatFits')['2048'])]")),
            new Mutation("empty ones too", SettingsOfApp("[union(variables('readingThatFits')['2048'], parameters('settings'))]"))),

        new("Each group of always-ready instances has its own count, and none where none is asked for",
            templates => Ready(templates) is "[]" && Ready(templates.WithScale(("alwaysReadyHttp", 2), ("alwaysReadyBlob", 3)))
                is """[{"name":"http","instanceCount":2},{"name":"blob","instanceCount":3}]""" ? [] : [Ready(templates)],
            new Mutation("one count for both", templates => templates.Module("app")["variables"]!["alwaysReady"]
                = templates.Module("app")["variables"]!["alwaysReady"]!.ToString().Replace("alwaysReadyBlob", "alwaysReadyHttp", StringComparison.Ordinal)),
            new Mutation("always one", templates => templates.Module("app")["variables"]!["alwaysReady"]
                = templates.Module("app")["variables"]!["alwaysReady"]!.ToString().Replace(".instanceCount, 0)", ".instanceCount, -1)", StringComparison.Ordinal))),

        new("Bounds of scale are those that were asked for",
            templates => templates.WithScale(("maximumInstanceCount", 41), ("httpConcurrency", 17), ("instanceMemoryMB", 4096))
                    .Site.Properties["functionAppConfig"]!["scaleAndConcurrency"]! is var scale
                && scale["maximumInstanceCount"]?.ToString() == "41" && scale["instanceMemoryMB"]?.ToString() == "4096"
                && scale["triggers"]?["http"]?["perInstanceConcurrency"]?.ToString() == "17" ? [] : ["others"],
            new Mutation("a concurrency of its own", templates => Scale(templates)["triggers"]!["http"]!["perInstanceConcurrency"] = 16),
            new Mutation("a bound of its own", templates => Scale(templates)["maximumInstanceCount"] = 40)),

        new("Plan and storage are spread over zones together, or not at all",
            templates => Zones(templates, "Standard_LRS", "false").Concat(Zones(templates.With("zoneRedundant", true), "Standard_ZRS", "true")),
            new Mutation("storage only", templates => templates.Resource("app", "plan")["properties"]!["zoneRedundant"] = false),
            new Mutation("the plan only", templates => templates.Resource("hostStorage", "account")["sku"]!["name"] = "Standard_LRS")),

        new("Everything that has a place carries the environment's tag, by which azd finds and removes it",
            templates => templates.With("privateNetworking", true).MainResources
                .Where(resource => resource.Node["location"] is not null && resource.Node["tags"]?["azd-env-name"]?.ToString() != "test").Select(resource => resource.Id),
            new Mutation("another tag", templates => templates.Main["variables"]!["tags"] = new JsonObject { ["environment"] = "test" }),
            new Mutation("one without", templates => templates.Resource("identity", "userAssignedIdentities").Remove("tags"))),
    ];

    private static IEnumerable<string> DoesNotFit(Templates templates, int size)
    {
        // What is not set, the app takes by the machine that it sees, which may be far larger than the instance.
        var reading = new ReadingOptions
        {
            MaxProcesses = (int)Number(templates, "Reading__MaxProcesses"),
            MaxProcessBytes = Number(templates, "Reading__MaxProcessBytes"),
            MaxDocumentBytes = Number(templates, "Reading__MaxDocumentBytes"),
            MaxTemporaryBytes = Number(templates, "Reading__MaxTemporaryBytes"),
        }.FitTo(new Instance(MemoryBytes: 64L << 30, TemporaryBytes: 64L << 30));
        if (2 * reading.MaxProcesses * reading.MaxProcessBytes > (long)size << 20)
            yield return $"{reading.MaxProcesses} readers of {reading.MaxProcessBytes} bytes on {size} MB";
        if (reading.MaxTemporaryBytes > TemporaryBytes)
            yield return $"{reading.MaxTemporaryBytes} bytes of temporary files on {size} MB";
        // A document and, in a file of their own, its chunks.
        if (2 * reading.MaxDocumentBytes > reading.MaxTemporaryBytes)
            yield return $"documents of {reading.MaxDocumentBytes} bytes on {size} MB";
    }

    private static long Number(Templates templates, string name)
        => long.Parse(templates.AppSettings[name]?.ToString() ?? SettingsCatalogue.ReadByCode[name], CultureInfo.InvariantCulture);

    private static IEnumerable<string> GivenSettings(Templates templates)
    {
        if (templates.AppSettings["Reading__MaxProcesses"]?.ToString() != "1")
            yield return "not the one given";
        if (templates.AppSettings.ContainsKey("Cohere__EmbedModel"))
            yield return "an empty one";
    }

    private static Action<Templates> SettingsOfApp(string value)
        => templates => templates.Main["resources"]!["app"]!["properties"]!["parameters"]!["settings"]!["value"] = value;

    private static string Ready(Templates templates)
        => templates.Site.Properties["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.ToJsonString();

    private static IEnumerable<string> Zones(Templates templates, string sku, string plan)
        => templates.OfType("Microsoft.Storage/storageAccounts").Where(account => account.Node["sku"]?["name"]?.ToString() != sku).Select(account => account.Name)
            .Concat(templates.OfType("Microsoft.Web/serverfarms").Single().Properties["zoneRedundant"]?.ToString() == plan ? [] : ["the plan"]);

    private static JsonObject Fitting(Templates templates, int size)
        => (JsonObject)templates.Main["variables"]!["readingThatFits"]![size.ToString(CultureInfo.InvariantCulture)]!;

    private static JsonNode Scale(Templates templates) => templates.Resource("app", "app")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
}
