using RerankFunctions.Infra.Tests.Texts;

namespace RerankFunctions.Infra.Tests.Parameters;

/// <summary>A fact about what the parameter file makes of azd's environment.</summary>
internal sealed record ParameterRule(string Fact, Func<ParameterFile, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<ParameterRule> All { get; } =
    [
        new("Every variable reaches its own parameter",
            file => ParameterFile.Meant.Where(item => !item.Value.Equals(ParameterFile.Value(file.Given, item.Parameter), StringComparison.OrdinalIgnoreCase))
                .Select(item => $"{item.Variable}: {item.Parameter} is {ParameterFile.Value(file.Given, item.Parameter)}")),

        new("Without variables all is at the defaults that docs/operations.md gives, and empty where it gives none, so that the code's own holds",
            file => ParameterFile.Meant.Skip(3).Where(item => !Default(item.Variable).Equals(
                    ParameterFile.Value(file.Defaults, item.Parameter), StringComparison.OrdinalIgnoreCase))
                .Select(item => $"{item.Parameter} is {ParameterFile.Value(file.Defaults, item.Parameter)}, not {Default(item.Variable)}")),

        new("What the host takes of a body is 1 MB more than a PUT is to take",
            file => ParameterFile.Value(file.Given, "settings.FUNCTIONS_REQUEST_BODY_SIZE_LIMIT") is "2048576"
                && ParameterFile.Value(file.Defaults, "settings.FUNCTIONS_REQUEST_BODY_SIZE_LIMIT") is "" ? [] : ["another"]),
    ];

    private static string Default(string variable) => Variables.Documented(TextRule.Read).GetValueOrDefault(variable, "");
}
