using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RerankFunctions.Infra.Tests.Hooks;

/// <param name="Output">All that the script said.</param>
internal sealed record HookRun(int ExitCode, string Output);

/// <summary>Runs a hook, the .sh by <c>sh</c> or the .ps1 by PowerShell's own engine in this process, with an <c>az</c> that is a stub.</summary>
internal static class Hook
{
    /// <summary>What azd has in its environment after provisioning.</summary>
    public static Dictionary<string, string> Provisioned => new()
    {
        ["AZURE_SUBSCRIPTION_ID"] = "11111111-1111-1111-1111-111111111111",
        ["AZURE_RESOURCE_GROUP"] = "rg-test",
        ["AZURE_FUNCTION_APP_NAME"] = "func-test",
        ["AZURE_EVENTS_TOPIC_NAME"] = "evgt-test",
        ["AZURE_DOCUMENTS_STORAGE_NAME"] = "stdocstest",
        ["EVENTS_ATTEMPTS"] = "5",
        ["EVENTS_WAIT_SECONDS"] = "0",
    };

    public static string PathOf(string name, string shell) => Repository.PathOf("infra", "hooks", $"{name}.{(shell is "sh" ? "sh" : "ps1")}");

    public static async Task<HookRun> RunAsync(string name, string shell, AzStub az, IReadOnlyDictionary<string, string> environment)
        => shell is "sh" ? await RunShellAsync(PathOf(name, shell), az, environment) : await RunPowerShellAsync(PathOf(name, shell), az, environment);

    private static async Task<HookRun> RunShellAsync(string script, AzStub az, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("sh", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{az.Folder}:/usr/bin:/bin";
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HookRun(process.ExitCode, await output + await errors);
    }

    /// <summary>
    /// The script's parameters stand in for the environment, whose variables are their defaults: AZURE_RESOURCE_GROUP is ResourceGroup.
    /// The engine's package comes without the commands of the shell around it, so the test brings the two that the scripts use.
    /// </summary>
    private static async Task<HookRun> RunPowerShellAsync(string script, AzStub az, IReadOnlyDictionary<string, string> environment)
    {
        var session = InitialSessionState.CreateDefault2();
        var said = new List<string>();
        session.Variables.Add(new SessionStateVariableEntry("said", said, null));
        session.Variables.Add(new SessionStateVariableEntry("az", az.Path, null));
        session.Commands.Add(new SessionStateFunctionEntry("Write-Host", "$global:said.Add(\"$args\")"));
        session.Commands.Add(new SessionStateFunctionEntry("Start-Sleep", "param([int] $Seconds) if ($Seconds -ne 0) { throw 'A test must not sleep.' }"));
        session.Commands.Add(new SessionStateFunctionEntry("az", "& $global:az @args"));

        using var runspace = RunspaceFactory.CreateRunspace(session);
        runspace.Open();
        using var powershell = PowerShell.Create(runspace);
        powershell.AddCommand(script);
        foreach (var (variable, value) in environment)
            powershell.AddParameter(ParameterFor(variable), value);
        await powershell.InvokeAsync();
        var exitCode = runspace.SessionStateProxy.GetVariable("LASTEXITCODE");
        return new HookRun((int)exitCode!, string.Join('\n', said));
    }

    private static string ParameterFor(string variable) => variable is "AZURE_EVENTS_TOPIC_NAME"
        ? "TopicName"
        : string.Concat(variable.Replace("AZURE_", "", StringComparison.Ordinal).Replace("EVENTS_", "", StringComparison.Ordinal)
            .Split('_').Select(word => word[0] + word[1..].ToLowerInvariant()));
}
