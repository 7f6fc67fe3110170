using System.Text.Json;
using RerankFunctions.Local.Stack;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Local.Display;

/// <summary>The local.settings.json with which Core Tools run the app on what is up here.</summary>
internal static class SettingsToUse
{
    private static readonly string[] Names =
    [
        StackSettings.HostStorage, DocumentStore.ConnectionName, "Qdrant:Endpoint", "Qdrant:ApiKey", "Qdrant:Collection",
        "Cohere:Endpoint", "Cohere:ApiKey", "Cohere:EmbedModel", "Cohere:RerankModel",
    ];

    private static readonly string[] Secret = ["Qdrant:ApiKey", "Cohere:ApiKey"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Show(Dependencies dependencies)
    {
        foreach (var dependency in dependencies.All)
            Output.Step($"{dependency.Name}: {dependency.What} at {dependency.Address}");

        var values = new Dictionary<string, string> { ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated" };
        foreach (var name in Names)
        {
            if (dependencies.Settings.GetValueOrDefault(name) is { Length: > 0 } value)
                values[name.Replace(":", "__", StringComparison.Ordinal)] = Shown(name, value, dependencies);
        }

        if (dependencies.Cohere is not null)
            values[Dependencies.EmulatedMinute.Key.Replace(":", "__", StringComparison.Ordinal)] = Dependencies.EmulatedMinute.Value;
        if (dependencies.IsStorageOnDefaultPorts)
            values[StackSettings.HostStorage] = values[DocumentStore.ConnectionName] = Dependencies.UseDevelopmentStorage;

        var writer = Output.Console.Profile.Out.Writer;
        writer.WriteLine("Put this into local.settings.json, then run 'func start' in src/RerankFunctions:");
        writer.WriteLine(JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }, Readable));
        Output.Step("Ctrl-C ends it");
    }

    /// <summary>A real key stays where it is set.</summary>
    private static string Shown(string name, string value, Dependencies dependencies)
        => Secret.Contains(name) && !(name.StartsWith("Cohere", StringComparison.Ordinal) && dependencies.Cohere is not null)
            ? "(as you have set it)"
            : value;
}
