using System.Text.Json;

namespace RerankFunctions.Host.Workers;

/// <summary>A folder with a built or published .NET isolated app.</summary>
internal sealed class AppFolder
{
    private AppFolder(string path, string assembly) => (FullPath, Assembly) = (path, assembly);

    public string FullPath { get; }

    /// <summary>The app's assembly, which its worker.config.json names.</summary>
    public string Assembly { get; }

    public string HostJson => Path.Combine(FullPath, "host.json");

    /// <summary>Absent where no function needs an extension.</summary>
    public string ExtensionsJson => Path.Combine(FullPath, "extensions.json");

    /// <exception cref="FunctionsHostException">There is no such app.</exception>
    public static AppFolder Open(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var config = Path.Combine(full, "worker.config.json");
        if (!File.Exists(config))
            throw new FunctionsHostException($"{full} holds no .NET isolated function app (no worker.config.json): build or publish it first.");
        if (!File.Exists(Path.Combine(full, "host.json")))
            throw new FunctionsHostException($"{full} has no host.json: the app must copy it to its output.");

        using var json = JsonDocument.Parse(File.ReadAllText(config));
        var description = json.RootElement.GetProperty("description");
        if (description.GetProperty("language").GetString() is not "dotnet-isolated"
            || description.GetProperty("defaultWorkerPath").GetString() is not { Length: > 0 } assembly)
            throw new FunctionsHostException($"{config} describes no .NET isolated worker.");
        return new AppFolder(full, Path.Combine(full, assembly));
    }
}
