using RerankFunctions.Infra.Tests.Bicep;
using RerankFunctions.Infra.Tests.Texts;

namespace RerankFunctions.Infra.Tests.Parameters;

public sealed class ParameterTests
{
    [Fact]
    public async Task The_parameter_file_keeps_to_its_rules()
    {
        using var copy = new InfraCopy();
        var file = (await ParameterFile.CompileAsync(copy.PathOf("."), "main.bicepparam"))(".");
        Assert.Empty(ParameterRule.All.SelectMany(rule => rule.Violations(file)));
    }

    [Fact]
    public void Every_variable_that_it_reads_is_among_those_that_are_tried() => Assert.Empty(AzdRules.Differences(
        ParameterFile.Meant.Skip(2).Select(item => item.Variable),
        Variables.Asked(TextRule.Read).Except(["KEEP_VAULT_SECRETS", "EVENTS_ATTEMPTS", "EVENTS_WAIT_SECONDS"])));
}
