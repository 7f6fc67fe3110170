using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation.Language;

namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>What can be said of the scripts without running them.</summary>
public sealed class ScriptTests
{
    /// <summary>All that the PowerShell scripts may call, so that a slip of the pen is no command at run time.</summary>
    private static readonly string[] Commands = ["az", "Get-Command", "Set-StrictMode", "Start-Sleep", "Write-Host"];

    public static TheoryData<string> Hooks => [.. Hook.Names];

    [Theory, MemberData(nameof(Hooks))]
    public async Task The_shell_script_parses(string name) => Assert.Equal((0, ""), await RunAsync("sh", "-n", Hook.PathOf(name, "sh")));

    [Theory, MemberData(nameof(Hooks))]
    public async Task Shellcheck_has_nothing_to_say(string name)
        => Assert.Equal((0, ""), await RunAsync("shellcheck", "--shell=sh", "--enable=quote-safe-variables", Hook.PathOf(name, "sh")));

    /// <summary>azd falls back to Windows PowerShell 5 where PowerShell 7 is missing, and that would stop at az's first word on standard error.</summary>
    [Theory, MemberData(nameof(Hooks))]
    public void The_PowerShell_script_says_that_it_needs_PowerShell_7(string name)
        => Assert.Equal(new Version(7, 0), Parser.ParseFile(Hook.PathOf(name, "pwsh"), out _, out _).ScriptRequirements?.RequiredPSVersion);

    [Theory, MemberData(nameof(Hooks))]
    public void The_PowerShell_script_parses_and_calls_only_known_commands(string name)
        => Assert.Empty(Complaints(File.ReadAllText(Hook.PathOf(name, "pwsh"))));

    [Theory]
    [InlineData("if ($true) {")]
    [InlineData("Write-Hots 'x'")]
    [InlineData("echo x")]
    public void A_PowerShell_script_that_is_wrong_is_noticed(string text) => Assert.NotEmpty(Complaints(text));

    private static IEnumerable<string> Complaints(string script)
    {
        var tree = Parser.ParseInput(script, out _, out var errors);
        var functions = tree.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true).Select(node => ((FunctionDefinitionAst)node).Name);
        var called = tree.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Select(node => ((CommandAst)node).GetCommandName());
        return errors.Select(error => error.Message).Concat(called.Except(Commands).Except(functions));
    }

    private static async Task<(int, string)> RunAsync(string tool, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed on this machine.");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
    }
}
