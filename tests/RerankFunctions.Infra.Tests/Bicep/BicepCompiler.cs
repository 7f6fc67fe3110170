using System.Diagnostics;

namespace RerankFunctions.Infra.Tests.Bicep;

/// <summary>The Bicep command line, from its NuGet package. It works offline and takes about two seconds a call.</summary>
internal static class BicepCompiler
{
    /// <summary>What the parameter files read from the environment.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["AZURE_ENV_NAME"] = "rerank-test",
        ["AZURE_LOCATION"] = "westeurope",
        ["QDRANT_ENDPOINT"] = "https://qdrant.example:6334",
        ["QDRANT_API_KEY"] = SecretValue,
        ["COHERE_API_KEY"] = SecretValue,
        ["ALERT_EMAIL"] = "operator@example.com",
    };

    /// <summary>Stands for the keys, and must show nowhere.</summary>
    public const string SecretValue = "no-snapshot-may-show-this";

    /// <param name="folder">infra/, or a copy of it.</param>
    public static Task<BicepResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, Environment, arguments);

    /// <param name="folder">infra/, or a copy of it.</param>
    /// <param name="environment">What the parameter files read.</param>
    /// <param name="arguments">Of the command line.</param>
    public static async Task<BicepResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Repository.BicepPath), "There is no Bicep compiler package for this operating system.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Repository.BicepPath, File.GetUnixFileMode(Repository.BicepPath) | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo(Repository.BicepPath, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new BicepResult(process.ExitCode, await output, await errors);
    }
}

/// <param name="Diagnostics">Errors and warnings alike.</param>
internal sealed record BicepResult(int ExitCode, string Output, string Diagnostics);
