using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation.Language;

namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>What can be said of the scripts without running them.</summary>
public sealed class ScriptTests
{
    private static readonly string[] Names = ["preprovision", "postdeploy"];

    /// <summary>All that the PowerShell scripts may call, so that a slip of the pen is no command at run time.</summary>
    private static readonly string[] Commands = ["az", "Get-Command", "Set-StrictMode", "Start-Sleep", "Write-Host"];

    public static TheoryData<string> Hooks => [.. Names];

    [Fact]
    public void Every_hook_of_azure_yaml_is_there_for_both_shells()
    {
        Assert.Equal(Names.Order(), AzureYaml.Hooks.Keys.Order());
        Assert.All(AzureYaml.Hooks, hook =>
        {
            Assert.Equal(("sh", $"infra/hooks/{hook.Key}.sh"), (hook.Value["posix"].Shell, hook.Value["posix"].Run));
            Assert.Equal(("pwsh", $"infra/hooks/{hook.Key}.ps1"), (hook.Value["windows"].Shell, hook.Value["windows"].Run));
            Assert.True(File.Exists(Hook.PathOf(hook.Key, "sh")) && File.Exists(Hook.PathOf(hook.Key, "pwsh")));
        });
    }

    [Theory, MemberData(nameof(Hooks))]
    public async Task The_shell_script_parses(string name) => Assert.Equal((0, ""), await RunAsync("sh", "-n", Hook.PathOf(name, "sh")));

    [Theory, MemberData(nameof(Hooks))]
    public async Task Shellcheck_has_nothing_to_say(string name)
        => Assert.Equal((0, ""), await RunAsync("shellcheck", "--shell=sh", "--enable=quote-safe-variables", Hook.PathOf(name, "sh")));

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
