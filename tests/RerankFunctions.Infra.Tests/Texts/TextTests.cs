namespace RerankFunctions.Infra.Tests.Texts;

public sealed class TextTests
{
    public static TheoryData<string> Facts => [.. TextRule.All.Select(rule => rule.Fact)];

    [Theory, MemberData(nameof(Facts))]
    public void The_repository_keeps_to(string fact) => Assert.Empty(TextRule.All.Single(rule => rule.Fact == fact).Violations(TextRule.Read));
}
