namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>A case that a hook must get right in both its languages: what it finds, and what it then does and says.</summary>
/// <param name="Promise">A sentence.</param>
/// <param name="Environment">What is in its environment.</param>
/// <param name="Az">What the Azure CLI answers.</param>
/// <param name="ExitCode">Null for any but 0.</param>
/// <param name="Calls">How often it is called.</param>
/// <param name="LastCall">The beginning of its last call, or a part of it.</param>
/// <param name="Lines">How many lines are said at most, where it must be short.</param>
internal sealed record Scenario(
    string Hook,
    string Promise,
    Dictionary<string, string> Environment,
    Func<AzStub, AzStub>? Az = null,
    int? ExitCode = 0,
    string[]? Said = null,
    int? Calls = null,
    string? LastCall = null,
    int? Lines = null)
{
    /// <summary>No key, wherever it came from, may show.</summary>
    private static readonly string[] Secrets = ["a-key", "the-key"];

    /// <summary>What was not as promised; nothing if all was.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync(string script)
    {
        using var az = new AzStub();
        Az?.Invoke(az);
        HookRun run;
        try
        {
            run = await Hooks.Hook.RunAsync(script, az, Environment);
        }
        catch (Exception thrown) when (thrown is System.Management.Automation.RuntimeException)
        {
            return [$"It threw: {thrown.Message}"];
        }

        var complaints = new List<string>();
        if (ExitCode is { } wanted ? run.ExitCode != wanted : run.ExitCode == 0)
            complaints.Add($"It ended with {run.ExitCode}.");
        if (Calls is { } calls && az.Calls.Count != calls)
            complaints.Add($"It called az {az.Calls.Count} times.");
        if (LastCall is { } call && (az.Calls.Count == 0 || !az.Calls[^1].Contains(call, StringComparison.Ordinal)))
            complaints.Add($"Its calls were {string.Join("; ", az.Calls)}.");
        complaints.AddRange((Said ?? []).Where(words => !run.Output.Contains(words, StringComparison.Ordinal)).Select(words => $"It did not say: {words}"));
        complaints.AddRange(Secrets.Where(secret => run.Output.Contains(secret, StringComparison.Ordinal)).Select(secret => $"It said {secret}."));
        if (Lines is { } lines && run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > lines)
            complaints.Add("It said too much.");
        return complaints.Count == 0 ? complaints : [.. complaints, run.Output];
    }
}
