using System.Runtime.InteropServices;

namespace RerankFunctions.Host.Workers;

/// <summary>The <c>dotnet</c> that this process runs by, so that a worker runs by the same.</summary>
internal static class DotnetMuxer
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(path) ? path : name;
    }
}
