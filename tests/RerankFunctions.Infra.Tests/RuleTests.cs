using RerankFunctions.Infra.Tests.Bicep;
using RerankFunctions.Infra.Tests.Rules;

namespace RerankFunctions.Infra.Tests;

/// <summary>Every rule holds for the compiled templates, and fails as soon as its fact is broken on purpose.</summary>
public sealed class RuleTests(CompiledInfra infra)
{
    public static TheoryData<string> Facts => [.. RuleBook.All.Select(rule => rule.Fact)];

    public static TheoryData<string, string> Mutations
    {
        get
        {
            var mutations = new TheoryData<string, string>();
            foreach (var rule in RuleBook.All)
                foreach (var mutation in rule.Mutations)
                    mutations.Add(rule.Fact, mutation.Change);
            return mutations;
        }
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void The_templates_keep_to(string fact) => Assert.Empty(RuleBook.Named(fact).Violations(infra.Copy()));

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_broken_fact_is_noticed(string fact, string change)
    {
        var rule = RuleBook.Named(fact);
        var templates = infra.Copy();
        rule.Mutations.Single(mutation => mutation.Change == change).Apply(templates);
        Assert.NotEmpty(rule.Violations(templates));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Every_fact_is_broken_at_least_once(string fact) => Assert.NotEmpty(RuleBook.Named(fact).Mutations);
}
