using System.Diagnostics;

/// <summary>
/// Runs in the worker before its Main (DOTNET_STARTUP_HOOKS): ends it together with its host, however that ends. A killed host
/// leaves its worker alive otherwise. The worker's standard input is a pipe whose other end the host alone holds, which works the
/// same on every system.
/// </summary>
internal static class StartupHook
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    public static void Initialize()
    {
        // Processes that the app starts inherit its environment, and have a standard input of their own.
        var others = Environment.GetEnvironmentVariable(Hooks)?.Split(Path.PathSeparator)
            .Where(hook => hook != typeof(StartupHook).Assembly.Location);
        Environment.SetEnvironmentVariable(Hooks, others is null ? null : string.Join(Path.PathSeparator, others));
        new Thread(EndWithHost) { IsBackground = true, Name = "Host watch" }.Start();
    }

    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[16];
        while (input.Read(buffer, 0, buffer.Length) > 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }
}
