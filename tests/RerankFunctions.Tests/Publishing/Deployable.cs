using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using RerankFunctions.Health;

namespace RerankFunctions.Tests.Publishing;

/// <summary>What a published folder must have and must not have to be deployed.</summary>
internal static partial class Deployable
{
    /// <summary>Megabytes, all files together: a package that brings native code for every platform would go beyond it.</summary>
    private const int MaxMegabytes = 80;

    private static readonly string[] Required =
    [
        "host.json", "functions.metadata", "extensions.json", "worker.config.json", "RerankFunctions.dll", "RerankFunctions.deps.json",
        "RerankFunctions.runtimeconfig.json", ".azurefunctions/function.deps.json",
        "RerankFunctions.Reader.dll", "RerankFunctions.Reader.deps.json", "RerankFunctions.Reader.runtimeconfig.json",
    ];

    private static readonly string[] AheadOfTime = ["RerankFunctions.dll", "RerankFunctions.Pipeline.dll", "RerankFunctions.Reading.dll"];

    /// <summary>Nothing if it can be deployed, else a line for each thing that is wrong.</summary>
    public static IReadOnlyList<string> Faults(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).ToHashSet();
        return
        [
            .. Required.Where(file => !files.Contains(file)).Select(file => $"{file} is missing"),
            .. files.Where(file => Forbidden().IsMatch(file)).Select(file => $"{file} must not be deployed"),
            .. AheadOfTime.Where(files.Contains).Where(file => !IsReadyToRun(Path.Combine(folder, file))).Select(file => $"{file} is not compiled ahead of time"),
            .. FunctionFaults(Path.Combine(folder, "functions.metadata")),
            .. SizeFaults(files.Sum(file => new FileInfo(Path.Combine(folder, file)).Length)),
        ];
    }

    private static IEnumerable<string> SizeFaults(long bytes)
        => bytes > MaxMegabytes * 1024L * 1024 ? [$"the folder has {bytes >> 20} MB, over {MaxMegabytes}"] : [];

    private static IEnumerable<string> FunctionFaults(string metadata)
    {
        if (!File.Exists(metadata))
            return [];
        var published = JsonNode.Parse(File.ReadAllText(metadata))!.AsArray().Select(Describe).ToHashSet();
        var written = Triggers().ToHashSet();
        return
        [
            .. written.Except(published).Select(function => $"functions.metadata lacks {function}"),
            .. published.Except(written).Select(function => $"functions.metadata has {function}, which nobody wrote"),
        ];
    }

    private static string Describe(JsonNode? function)
        => $"{function!["name"]} ({string.Join(", ", function["bindings"]!.AsArray().Where(binding => $"{binding!["direction"]}".Equals("In", StringComparison.OrdinalIgnoreCase)).Select(binding => binding!["type"]))})";

    private static IEnumerable<string> Triggers()
        => from type in typeof(HealthProbe).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()
           where trigger is not null
           select $"{function.Name} ({TypeOf(trigger)})";

    private static string TypeOf(TriggerBindingAttribute trigger)
    {
        var name = trigger.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static bool IsReadyToRun(string assembly)
    {
        using var file = File.OpenRead(assembly);
        using var reader = new PEReader(file);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    [GeneratedRegex(@"(settings[^/]*\.json$)|\.pdb$|\.env$|(^|/)\.azure/|\.user$|onnx|FastBertTokenizer|SentenceTransformers|^RerankFunctions\.(Emulators|Local|Host)\b|\.Tests\.", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
