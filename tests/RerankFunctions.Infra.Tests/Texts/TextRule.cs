namespace RerankFunctions.Infra.Tests.Texts;

/// <summary>A fact about files that tools read as they stand.</summary>
/// <param name="Fact">A sentence.</param>
/// <param name="Violations">What contradicts it, given how to read a file of the repository; nothing where it holds.</param>
internal sealed record TextRule(string Fact, Func<Func<string, string>, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<TextRule> All { get; } = [.. AzdRules.All, .. WorkflowRules.All];

    public static string Read(string path) => Repository.Read(path.Split('/'));
}
