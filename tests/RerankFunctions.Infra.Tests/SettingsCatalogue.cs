using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RerankFunctions.Documents;
using RerankFunctions.Infra.Tests.Arm;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Reading;

namespace RerankFunctions.Infra.Tests;

/// <summary>The names of settings in each of the four places that must agree, connections under their bare name.</summary>
internal static partial class SettingsCatalogue
{
    private const string HostConnection = "AzureWebJobsStorage";

    /// <summary>Set locally and not in Azure, where Flex Consumption refuses it.</summary>
    public static readonly string[] LocalOnly = ["FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>Set in Azure and not locally, where there is no Application Insights, and the host is a developer's own.</summary>
    public static readonly string[] AzureOnly =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
    ];

    /// <summary>Whose default is that there is none.</summary>
    private static readonly string[] Optional =
    [
        "Search__MetadataFields", "Qdrant__SearchCollection", "Cohere__QueryEmbedModel", "Prices__EmbedPerMillionTokens",
        "Prices__RerankPerThousandSearchUnits",
    ];

    /// <summary>What the code reads: the properties of the options classes, with the defaults they have there, and the two connections.</summary>
    public static IReadOnlyDictionary<string, string> ReadByCode { get; } =
        (from assembly in (Assembly[])[typeof(PutDocument).Assembly, typeof(DocumentStore).Assembly, typeof(ReadingOptions).Assembly]
         from type in assembly.GetTypes()
         let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
         where section is { IsLiteral: true }
         from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
         where property.SetMethod is { IsPublic: true }
         select (Name: $"{section.GetRawConstantValue()}__{property.Name}",
             Default: Convert.ToString(property.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture) ?? ""))
        .Concat([(HostConnection, ""), (DocumentStore.ConnectionName, ""), (IReconciliation.ScheduleSetting, "")])
        .ToDictionary(setting => setting.Item1, setting => setting.Item2);

    public static IReadOnlyList<string> SetByInfra(Templates templates) => [.. templates.AppSettings.Select(setting => setting.Key)
        .Select(name => ((string[])[HostConnection, DocumentStore.ConnectionName])
            .FirstOrDefault(connection => name.StartsWith($"{connection}__", StringComparison.Ordinal)) ?? name)
        .Distinct()];

    /// <summary>Fails where the sample is not as <c>func</c> wants it: all values strings.</summary>
    public static IReadOnlyDictionary<string, string> InSample { get; } = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!
        .AsObject().ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>());

    /// <summary>From the tables of docs/settings.md, whose first two columns are the name and the default, each in backticks.</summary>
    public static IReadOnlyDictionary<string, string> InDocs { get; } = Row().Matches(Repository.Read("docs", "settings.md"))
        .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value);

    /// <summary>Without a default: each place where the app runs must set them.</summary>
    public static IEnumerable<string> Required
        => ReadByCode.Where(setting => setting.Value.Length == 0).Select(setting => setting.Key).Except(Optional);

    /// <summary>What is missing where, and what is there without being read; nothing if the four agree.</summary>
    public static IEnumerable<string> Differences(
        IEnumerable<string> code, IEnumerable<string> infra, IEnumerable<string> sample, IEnumerable<string> docs)
        => Compare("infra", infra, Required.Concat(AzureOnly), code.Concat(AzureOnly))
            .Concat(Compare("sample", sample, Required.Concat(LocalOnly), code.Concat(LocalOnly)))
            .Concat(Compare("docs", docs, code.Concat(AzureOnly).Concat(LocalOnly), code.Concat(AzureOnly).Concat(LocalOnly)));

    private static IEnumerable<string> Compare(
        string place, IEnumerable<string> actual, IEnumerable<string> wanted, IEnumerable<string> known)
        => wanted.Except(actual).Select(name => $"{name} is missing in {place}")
            .Concat(actual.Except(known).Select(name => $"{name} is in {place}, and nothing reads it"));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?:`(?<default>[^`]*)`|\*none\*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
