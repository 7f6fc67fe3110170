using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests;

/// <summary>
/// What Azure Resource Manager would make of the parameter files is pinned in infra/env/*.snapshot.json, so that a change shows
/// its consequences in review. A change that is meant is pinned by running these tests with UPDATE_SNAPSHOTS=1 in the environment,
/// which shows what changed.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly string[] Context =
    [
        "--tenant-id", "22222222-2222-2222-2222-222222222222", "--subscription-id", "11111111-1111-1111-1111-111111111111",
        "--location", "westeurope",
    ];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task What_is_predicted_is_what_is_pinned(string environment)
    {
        using var copy = new InfraCopy();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            var changes = await ValidateAsync(copy, environment);
            await copy.RunAsync(["snapshot", $"env/{environment}.bicepparam", "--mode", "overwrite", .. Context]);
            File.Copy(copy.PathOf($"env/{environment}.snapshot.json"), Repository.PathOf("infra", "env", $"{environment}.snapshot.json"), overwrite: true);
            // What is pinned without a look might as well not be; only the reason of a skipped test is always shown.
            Assert.SkipUnless(changes.ExitCode == 0, $"Pinned anew:\n{changes.Output}{changes.Diagnostics}");
        }

        var result = await ValidateAsync(copy, environment);
        Assert.True(result.ExitCode == 0, $"UPDATE_SNAPSHOTS=1 accepts this:\n{result.Output}{result.Diagnostics}");
    }

    [Theory]
    [InlineData("dev", "maximumInstanceCount: 40", "maximumInstanceCount: 41")]
    [InlineData("prod", "param privateNetworking = true", "param privateNetworking = false")]
    public async Task A_change_of_a_resource_is_noticed(string environment, string from, string to)
    {
        using var copy = new InfraCopy();
        copy.Replace($"env/{environment}.bicepparam", from, to);
        Assert.NotEqual(0, (await ValidateAsync(copy, environment)).ExitCode);
    }

    [Theory]
    [InlineData("dev", 49)]
    [InlineData("prod", 71)]
    public void The_pinned_prediction_is_whole_and_holds_no_key(string environment, int resources)
    {
        var text = Repository.Read("infra", "env", $"{environment}.snapshot.json");
        var snapshot = JsonNode.Parse(text)!;
        Assert.Equal(resources, snapshot["predictedResources"]!.AsArray().Count);
        Assert.Empty(snapshot["diagnostics"]!.AsArray());
        Assert.DoesNotContain(BicepCompiler.SecretValue, text, StringComparison.Ordinal);
    }

    private static Task<BicepResult> ValidateAsync(InfraCopy copy, string environment)
        => copy.RunAsync(["snapshot", $"env/{environment}.bicepparam", "--mode", "validate", .. Context]);
}
