using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests;

public sealed class CompilerTests(CompiledInfra infra)
{
    [Fact]
    public void The_templates_compile_without_a_diagnostic() => Assert.All(infra.Results, result =>
    {
        Assert.Empty(result.Diagnostics);
        Assert.Equal(0, result.ExitCode);
    }, throwIfEmpty: true);

    [Theory]
    [InlineData("**/*.bicep")]
    [InlineData("**/*.bicepparam")]
    public async Task The_linter_has_nothing_to_say_about(string files)
    {
        using var copy = new InfraCopy();
        var result = await copy.RunAsync("lint", "--pattern", files);
        Assert.Empty(result.Diagnostics + result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task The_linter_stops_at_a_rule_that_is_broken()
    {
        using var copy = new InfraCopy();
        copy.Replace("modules/storage.bicep", "param workspaceId string\n", "param workspaceId string\n\nparam unused string = ''\n");
        copy.Replace("modules/storage.bicep", "location: location\n", "location: 'westeurope'\n");
        copy.Replace("modules/storage.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 12");
        var result = await copy.RunAsync("lint", "modules/storage.bicep");
        Assert.NotEqual(0, result.ExitCode);
        Assert.All(
            (string[])["Error no-unused-params", "Error no-hardcoded-location", "BCP036"],
            diagnostic => Assert.Contains(diagnostic, result.Diagnostics, StringComparison.Ordinal), throwIfEmpty: true);
    }

    [Fact]
    public void Every_rule_of_the_linter_that_is_named_is_an_error()
        => Assert.DoesNotMatch(@"""level"":\s*""(?!error)", Repository.Read("infra", "bicepconfig.json"));

    [Fact]
    public async Task The_formatter_changes_nothing()
    {
        using var copy = new InfraCopy();
        await FormatAsync(copy);
        Assert.All(InfraCopy.BicepFiles, file => Assert.Equal(Repository.Read("infra", file), File.ReadAllText(copy.PathOf(file))), throwIfEmpty: true);
    }

    [Fact]
    public async Task The_formatter_would_change_a_file_that_is_not_formatted()
    {
        using var copy = new InfraCopy();
        copy.Replace("modules/identity.bicep", "  location: location", "      location:   location");
        Assert.NotEqual(Repository.Read("infra", "modules", "identity.bicep"), File.ReadAllText(copy.PathOf("modules/identity.bicep")));
        await copy.RunAsync("format", "modules/identity.bicep");
        Assert.Equal(Repository.Read("infra", "modules", "identity.bicep"), File.ReadAllText(copy.PathOf("modules/identity.bicep")));
    }

    private static async Task FormatAsync(InfraCopy copy)
    {
        foreach (var pattern in (string[])["**/*.bicep", "**/*.bicepparam"])
            Assert.Equal(0, (await copy.RunAsync("format", "--pattern", pattern)).ExitCode);
    }
}
