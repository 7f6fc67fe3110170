namespace RerankFunctions.Infra.Tests.Rules;

internal static class RuleBook
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. StorageRules.All, .. AppRules.All, .. SecretRules.All, .. RoleRules.All,
        .. EventRules.All, .. ObservabilityRules.All, .. NetworkRules.All,
    ];

    public static Rule Named(string fact) => All.Single(rule => rule.Fact == fact);
}
