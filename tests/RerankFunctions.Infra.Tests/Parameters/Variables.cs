using System.Text.RegularExpressions;

namespace RerankFunctions.Infra.Tests.Parameters;

/// <summary>The variables of an azd environment that its user sets.</summary>
internal static partial class Variables
{
    /// <summary>azd asks for these itself.</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_SUBSCRIPTION_ID"];

    public static readonly string[] Keys = ["COHERE_API_KEY", "QDRANT_API_KEY"];

    /// <summary>What the parameter file reads, and what the hooks read beside it.</summary>
    public static IEnumerable<string> Asked(Func<string, string> read) => ReadByParameters().Matches(read("infra/main.bicepparam")).Select(match => match.Groups[1].Value)
        .Concat(((string[])["KEEP_VAULT_SECRETS", "EVENTS_ATTEMPTS", "EVENTS_WAIT_SECONDS"])
            .Where(name => ((string[])["preprovision", "postdeploy"]).Any(hook => read($"infra/hooks/{hook}.sh").Contains(name, StringComparison.Ordinal))))
        .Except(OfAzd);

    /// <summary>The table of docs/operations.md, whose first two columns are the name and the default, each in backticks; the default may be none, or a link.</summary>
    public static IReadOnlyDictionary<string, string> Documented(Func<string, string> read) => Row().Matches(read("docs/operations.md"))
        .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value);

    [GeneratedRegex(@"readEnvironmentVariable\(\s*'(\w+)'")]
    private static partial Regex ReadByParameters();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][A-Z_]+)` \| (?:`(?<default>[^`]*)` )?(?:\[[^|]*)?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
