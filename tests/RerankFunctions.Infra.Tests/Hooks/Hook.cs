using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RerankFunctions.Infra.Tests.Hooks;

/// <param name="Output">All that the script said.</param>
internal sealed record HookRun(int ExitCode, string Output);

/// <summary>Runs a hook, the .sh by <c>sh</c> or the .ps1 by PowerShell's own engine in this process, with an <c>az</c> that is a stub.</summary>
internal static class Hook
{
    public static readonly string[] Names = ["preprovision", "postdeploy"];

    public static readonly string[] Shells = ["sh", "pwsh"];

    /// <summary>What the shell scripts use beside <c>az</c>.</summary>
    private static readonly string[] Tools = ["dirname", "sed", "sleep", "date"];

    public static string PathOf(string name, string shell) => Repository.PathOf("infra", "hooks", FileOf(name, shell));

    public static string FileOf(string name, string shell) => $"{name}.{(shell is "sh" ? "sh" : "ps1")}";

    public static Task<HookRun> RunAsync(string script, AzStub az, IReadOnlyDictionary<string, string> environment)
        => script.EndsWith(".sh", StringComparison.Ordinal) ? RunShellAsync(script, az, environment) : RunPowerShellAsync(script, az, environment);

    /// <summary>With nothing on the path but the stub, which may be missing, and the tools above: an az of this machine must not come in.</summary>
    private static async Task<HookRun> RunShellAsync(string script, AzStub az, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var tool in Tools)
            if (!File.Exists(Path.Combine(az.Folder, tool)))
                File.CreateSymbolicLink(Path.Combine(az.Folder, tool), ((string[])["/usr/bin", "/bin"]).Select(folder => Path.Combine(folder, tool)).First(File.Exists));

        var start = new ProcessStartInfo("/bin/sh", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = az.Folder;
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HookRun(process.ExitCode, await output + await errors);
    }

    /// <summary>
    /// The script's one parameter stands in for the environment. The engine's package comes without the commands of the shell around it,
    /// so the test brings those that the scripts use.
    /// </summary>
    private static async Task<HookRun> RunPowerShellAsync(string script, AzStub az, IReadOnlyDictionary<string, string> environment)
    {
        var session = InitialSessionState.CreateDefault2();
        var said = new List<string>();
        session.Variables.Add(new SessionStateVariableEntry("said", said, null));
        session.Variables.Add(new SessionStateVariableEntry("az", az.Path, null));
        session.Commands.Add(new SessionStateFunctionEntry("Write-Host", "$global:said.Add(\"$args\")"));
        session.Commands.Add(new SessionStateFunctionEntry("Start-Sleep", "param([int] $Seconds) if ($Seconds -ne 0) { throw 'A test must not sleep.' }"));
        if (az.IsThere)
            session.Commands.Add(new SessionStateFunctionEntry("az", "& $global:az @args"));
        else
            session.Commands.Add(new SessionStateFunctionEntry("Get-Command", ""));

        using var runspace = RunspaceFactory.CreateRunspace(session);
        runspace.Open();
        using var powershell = PowerShell.Create(runspace);
        powershell.AddCommand(script);
        powershell.AddParameter("Environment", new Hashtable(environment.ToDictionary(StringComparer.Ordinal)));
        await powershell.InvokeAsync();
        var exitCode = runspace.SessionStateProxy.GetVariable("LASTEXITCODE");
        return new HookRun((int)exitCode!, string.Join('\n', said));
    }
}
