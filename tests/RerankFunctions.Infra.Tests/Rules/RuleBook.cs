namespace RerankFunctions.Infra.Tests.Rules;

internal static class RuleBook
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. StorageRules.All, .. AppRules.All, .. SecretRules.All, .. RoleRules.All,
        .. EventRules.All, .. ObservabilityRules.All, .. AlertRules.All, .. NetworkRules.All,
        .. CostRules.All, .. SizeRules.All, .. KeyRules.All, .. OutputRules.All,
    ];

    public static Rule Named(string fact) => All.Single(rule => rule.Fact == fact);
}
