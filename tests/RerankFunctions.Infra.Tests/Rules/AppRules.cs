using System.Globalization;
using System.Reflection;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using RerankFunctions.Documents;
using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

internal static class AppRules
{
    /// <summary>What Flex Consumption refuses: https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations</summary>
    private static readonly string[] ForbiddenSettings =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY",
        "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED", "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "ENABLE_ORYX_BUILD", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_CONTENTOVERVNET",
        "WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL",
        // Not refused, but they break the app's start: https://learn.microsoft.com/azure/azure-functions/functions-app-settings#website_time_zone
        "WEBSITE_TIME_ZONE", "TZ",
    ];

    private static readonly string[] ForbiddenSiteConfig =
    [
        "linuxFxVersion", "windowsFxVersion", "alwaysOn", "netFrameworkVersion", "functionAppScaleLimit", "preWarmedInstanceCount",
        "use32BitWorkerProcess", "vnetRouteAllEnabled", "vnetPrivatePortsCount",
        // By newer clusters, that of West Europe among them.
        "ftpsState",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("Settings that Flex Consumption refuses are absent",
            templates => templates.AppSettings.Select(setting => setting.Key).Intersect(ForbiddenSettings, StringComparer.OrdinalIgnoreCase)
                .Concat((templates.Site.Properties["siteConfig"]?["appSettings"] as JsonArray ?? []).Select(setting => $"in siteConfig: {setting}")),
            [.. ForbiddenSettings.Select(setting => new Mutation(setting, templates => templates.Main["variables"]!["readingThatFits"]!["2048"]![setting] = "x"))]),

        new("Site properties that Flex Consumption refuses are absent",
            templates => ForbiddenSiteConfig.Where(property => templates.Site.Properties["siteConfig"]?[property] is not null),
            [.. ForbiddenSiteConfig.Select(property => new Mutation(property, templates =>
                templates.Resource("app", "app")["properties"]!["siteConfig"]![property] = true))]),

        new("The plan is Flex Consumption on Linux",
            templates => templates.OfType("Microsoft.Web/serverfarms").Single() is var plan
                && plan.Node["sku"]?["name"]?.ToString() == "FC1" && plan.Node["sku"]?["tier"]?.ToString() == "FlexConsumption"
                && plan.Properties["reserved"]?.ToString() == "true" && templates.Site.Node["kind"]?.ToString() == "functionapp,linux"
                && templates.Site.Properties["serverFarmId"]?.ToString() == plan.Id ? [] : ["not FC1 on Linux"],
            new Mutation("the old Consumption plan", templates => templates.Resource("app", "plan")["sku"]!["name"] = "Y1"),
            new Mutation("a plan of Windows", templates => templates.Resource("app", "plan")["properties"]!["reserved"] = false)),

        new("The runtime is the projects' target framework",
            templates => Runtime(templates) is var runtime
                && runtime?["name"]?.ToString() == "dotnet-isolated" && runtime["version"]?.ToString() == TargetFramework()
                ? [] : [$"{Runtime(templates)} is not {TargetFramework()}"],
            new Mutation("an older runtime", templates => templates.Module("app")["variables"]!["runtimeVersion"] = "8.0"),
            new Mutation("the in-process model", templates => Config(templates)["runtime"]!["name"] = "dotnet")),

        new("Scale is within what Flex Consumption takes",
            ScaleViolations,
            new Mutation("another memory size", templates => ScaleType(templates)["instanceMemoryMB"]!["allowedValues"]!.AsArray().Add(1024)),
            new Mutation("another lower bound of instances", templates => ScaleType(templates)["maximumInstanceCount"]!["minValue"] = 40),
            new Mutation("no concurrency", templates => Config(templates)["scaleAndConcurrency"]!.AsObject().Remove("triggers")),
            new Mutation("nothing kept ready", templates => Config(templates)["scaleAndConcurrency"]!.AsObject().Remove("alwaysReady"))),

        new("The package comes from the host's storage by the app's identity",
            templates => PackageViolations(templates),
            new Mutation("a key", templates => Config(templates)["deployment"]!["storage"]!["authentication"] =
                new JsonObject { ["type"] = "StorageAccountConnectionString" }),
            new Mutation("a container that nobody makes", templates => templates.Module("app")["variables"]!["deploymentContainer"] = "packages")),

        new("Connections by identity have blob and queue addresses, and nothing the worker ignores",
            ConnectionViolations,
            new Mutation("no queue address", RenameSetting("DocumentsStorage__queueServiceUri", "DocumentsStorage__queueUri")),
            new Mutation("plain serviceUri", RenameSetting("AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__serviceUri")),
            new Mutation("no table address for the host", RenameSetting("AzureWebJobsStorage__tableServiceUri", "X__tableServiceUri")),
            new Mutation("no client id", RenameSetting("DocumentsStorage__clientId", "DocumentsStorage__client")),
            new Mutation("the host's account for documents", templates => ReplaceInSettings(templates, "reference('documentsStorage')", "reference('hostStorage')")),
            new Mutation("another credential", templates => ReplaceInSettings(templates, "'managedidentity'", "'default'"))),

        new("The app answers over TLS 1.2 or later only, and takes no password for publishing",
            templates => ((string Name, JsonNode? Value, string Wanted)[])
                [
                    ("httpsOnly", templates.Site.Properties["httpsOnly"], "true"),
                    ("minTlsVersion", templates.Site.Properties["siteConfig"]?["minTlsVersion"], "1.2"),
                    ("scmMinTlsVersion", templates.Site.Properties["siteConfig"]?["scmMinTlsVersion"], "1.2"),
                    .. ((string[])["scm", "ftp"]).Select(door => ($"password for {door}", PublishingPolicy(templates, door), "false")),
                ] is var facts ? facts.Where(fact => fact.Value?.ToString() != fact.Wanted).Select(fact => $"{fact.Name} is {fact.Value}") : [],
            new Mutation("plain HTTP", templates => templates.Resource("app", "app")["properties"]!["httpsOnly"] = false),
            new Mutation("TLS 1.0", templates => templates.Resource("app", "app")["properties"]!["siteConfig"]!["minTlsVersion"] = "1.0"),
            new Mutation("a password", templates => templates.Resource("app", "app::scmPassword")["properties"]!["allow"] = true)),

        new("The host takes 1 MB more of a body than a PUT of the app, which so refuses it with a reason",
            templates => templates.AppSettings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"]?.ToString() is { } limit
                && long.Parse(limit, CultureInfo.InvariantCulture)
                    == long.Parse(SettingsCatalogue.ReadByCode["Api__MaxUploadBytes"], CultureInfo.InvariantCulture) + (1024 * 1024)
                ? [] : ["another limit"],
            new Mutation("less than a PUT takes", templates => templates.Main["variables"]!["requestBodyLimit"] = "10485760"),
            new Mutation("the host's own", templates => templates.Main["variables"]!["requestBodyLimit"] = "104857600")),

        new("Scripts of web pages may call the app from the origins that are given, and from no others",
            templates => Origins(templates) is "" && Origins(templates.With("corsAllowedOrigins", new JsonArray("https://a.example", "https://b.example")))
                is "https://a.example,https://b.example" ? [] : [Origins(templates)],
            new Mutation("from everywhere", templates => templates.Resource("app", "app")["properties"]!["siteConfig"]!["cors"]!["allowedOrigins"] = new JsonArray("*")),
            new Mutation("from nowhere", templates => templates.Resource("app", "app")["properties"]!["siteConfig"]!.AsObject().Remove("cors"))),

        new("The tag by which azd finds the app is the service of azure.yaml",
            templates => templates.Site.Node["tags"]?["azd-service-name"]?.ToString() is { } tag && AzureYaml.Current.Services.ContainsKey(tag)
                ? [] : ["no such service"],
            new Mutation("another tag", templates => templates.Module("app")["variables"]!["azdService"] = "api")),
    ];

    public static Action<Templates> RenameSetting(string from, string to) => templates => ReplaceInSettings(templates, $"'{from}'", $"'{to}'");

    public static void ReplaceInSettings(Templates templates, string from, string to)
    {
        var settings = templates.Resource("app", "app::appSettings");
        var changed = settings["properties"]!.ToString().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(settings["properties"]!.ToString(), changed);
        settings["properties"] = changed;
    }

    private static string Origins(Templates templates)
        => templates.Site.Properties["siteConfig"]?["cors"]?["allowedOrigins"] is JsonArray origins ? string.Join(',', origins) : "nothing";

    private static JsonNode? Runtime(Templates templates) => templates.Site.Properties["functionAppConfig"]?["runtime"];

    private static JsonNode Config(Templates templates) => templates.Resource("app", "app")["properties"]!["functionAppConfig"]!;

    private static JsonNode? PublishingPolicy(Templates templates, string door)
        => templates.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
            .SingleOrDefault(policy => policy.Name.EndsWith($"/{door}", StringComparison.Ordinal))?.Properties["allow"];

    /// <summary>As the functions' own assembly has it: 10.0 for net10.0.</summary>
    private static string TargetFramework() => new FrameworkName(
        typeof(IngestDocument).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName).Version.ToString(2);

    /// <summary>The properties of the type that main.bicep takes, whose bounds Azure Resource Manager enforces.</summary>
    private static JsonNode ScaleType(Templates templates) => templates.Main["definitions"]!
        .AsObject().Single(definition => definition.Key.EndsWith("scaleAndConcurrency", StringComparison.Ordinal)).Value!["properties"]!;

    private static IEnumerable<string> ScaleViolations(Templates templates)
    {
        var scale = templates.Site.Properties["functionAppConfig"]!["scaleAndConcurrency"]!;
        if (scale["triggers"]?["http"]?["perInstanceConcurrency"] is null)
            yield return "perInstanceConcurrency";
        if (scale["alwaysReady"] is null)
            yield return "alwaysReady";
        if (ScaleType(templates)["instanceMemoryMB"]?["allowedValues"] is not JsonArray sizes
            || !sizes.Select(size => size!.GetValue<int>()).Order().SequenceEqual([512, 2048, 4096]))
            yield return "instanceMemoryMB";
        if (ScaleType(templates)["maximumInstanceCount"] is not { } bound
            || bound["minValue"]?.GetValue<int>() != 1 || bound["maxValue"]?.GetValue<int>() != 1000)
            yield return "maximumInstanceCount";
    }

    private static IEnumerable<string> PackageViolations(Templates templates)
    {
        var storage = templates.Site.Properties["functionAppConfig"]!["deployment"]!["storage"]!;
        if (storage["authentication"]?["type"]?.ToString() != "UserAssignedIdentity")
            yield return "not by identity";
        if (templates.Site.Node["identity"]?["userAssignedIdentities"]?[storage["authentication"]?["userAssignedIdentityResourceId"]?.ToString() ?? ""] is null)
            yield return "not by the app's own identity";
        var container = templates.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Single(item => item.Module == "main/hostStorage");
        var account = templates.OfType("Microsoft.Storage/storageAccounts").Single(item => item.Module == "main/hostStorage");
        if (storage["value"]?.ToString() != $"[reference({account.Id}).primaryEndpoints.blob]{container.Name.Split('/')[^1]}")
            yield return $"no container at {storage["value"]}";
    }

    private static IEnumerable<string> ConnectionViolations(Templates templates)
    {
        var identity = templates.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Single();
        foreach (var (connection, module, services) in ((string, string, string[])[])
            [("AzureWebJobsStorage", "main/hostStorage", ["blob", "queue", "table"]), ("DocumentsStorage", "main/documentsStorage", ["blob", "queue"])])
        {
            var account = templates.OfType("Microsoft.Storage/storageAccounts").Single(item => item.Module == module);
            var wanted = services.ToDictionary(service => $"{service}ServiceUri", service => $"[reference({account.Id}).primaryEndpoints.{service}]");
            wanted["credential"] = "managedidentity";
            wanted["clientId"] = $"[reference({identity.Id}).clientId]";

            var actual = templates.AppSettings.Where(setting => setting.Key.StartsWith(connection, StringComparison.Ordinal))
                .ToDictionary(setting => setting.Key.Split("__")[^1], setting => setting.Value?.ToString());
            foreach (var key in wanted.Keys.Union(actual.Keys))
                if (wanted.GetValueOrDefault(key) != actual.GetValueOrDefault(key))
                    yield return $"{connection}__{key} is {actual.GetValueOrDefault(key)}";
        }
    }
}
