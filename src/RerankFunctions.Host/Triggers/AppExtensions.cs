using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.Azure.WebJobs.Hosting;
using RerankFunctions.Host.Workers;

namespace RerankFunctions.Host.Triggers;

/// <summary>The WebJobs extensions that an app brings along in its .azurefunctions folder, as its extensions.json lists them.</summary>
internal static class AppExtensions
{
    /// <summary>Tells hosts that do not ask the worker which functions there are; this one does.</summary>
    private const string MetadataLoader = "Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader";

    private static readonly ConcurrentDictionary<string, bool> ProbedFolders = new();

    static AppExtensions() => AssemblyLoadContext.Default.Resolving += (context, name) => ProbedFolders.Keys
        .Select(folder => Path.Combine(folder, name.Name + ".dll"))
        .Where(File.Exists)
        .Select(context.LoadFromAssemblyPath)
        .FirstOrDefault();

    /// <returns>The extensions' <see cref="IWebJobsStartup"/> types.</returns>
    /// <exception cref="FunctionsHostException">An extension is listed and cannot be loaded.</exception>
    public static IReadOnlyList<Type> Load(AppFolder app)
    {
        if (!File.Exists(app.ExtensionsJson))
            return [];

        using var json = JsonDocument.Parse(File.ReadAllText(app.ExtensionsJson));
        return [.. json.RootElement.GetProperty("extensions").EnumerateArray()
            .Select(extension => (
                Type: extension.GetProperty("typeName").GetString()!,
                Assembly: Path.GetFullPath(Path.Combine(app.FullPath, extension.GetProperty("hintPath").GetString()!))))
            .Where(extension => Path.GetFileNameWithoutExtension(extension.Assembly) != MetadataLoader)
            .Select(extension => Load(extension.Type, extension.Assembly))];
    }

    private static Type Load(string typeName, string path)
    {
        ProbedFolders.TryAdd(Path.GetDirectoryName(path)!, true);
        try
        {
            // By name, so that what the host has itself is not loaded twice.
            var assembly = Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path)));
            return assembly.GetType(typeName.Split(',')[0], throwOnError: true)!;
        }
        catch (Exception unloadable) when (unloadable is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new FunctionsHostException($"The extension '{typeName}' cannot be loaded: {unloadable.Message}", unloadable);
        }
    }
}
