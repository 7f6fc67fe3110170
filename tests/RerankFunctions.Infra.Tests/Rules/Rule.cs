using RerankFunctions.Infra.Tests.Arm;

namespace RerankFunctions.Infra.Tests.Rules;

/// <summary>A fact that the compiled templates must keep to, and ways to break it that it must notice.</summary>
/// <param name="Fact">A sentence.</param>
/// <param name="Violations">What contradicts the fact; nothing where it holds.</param>
internal sealed record Rule(string Fact, Func<Templates, IEnumerable<string>> Violations, params Mutation[] Mutations);

/// <summary>A change to the compiled templates that breaks a fact.</summary>
internal sealed record Mutation(string Change, Action<Templates> Apply);
