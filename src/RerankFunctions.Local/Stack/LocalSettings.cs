using System.Collections;
using System.Text.Json;

namespace RerankFunctions.Local.Stack;

/// <summary>The app's settings as Core Tools would give them: Values of local.settings.json, overridden by the environment.</summary>
internal static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="path">Of local.settings.json, which need not be there.</param>
    /// <exception cref="StartupException">The file is there and cannot be read.</exception>
    public static Dictionary<string, string?> Read(string path, IDictionary environment)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (File.Exists(path))
        {
            foreach (var (name, value) in Values(path))
                settings[Name(name)] = value;
        }

        foreach (DictionaryEntry variable in environment)
            settings[Name((string)variable.Key)] = (string?)variable.Value;
        return settings;
    }

    private static string Name(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private static IEnumerable<(string Name, string? Value)> Values(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return json.RootElement.TryGetProperty("Values", out var values)
                ? [.. values.EnumerateObject().Select(value => (value.Name, value.Value.GetString()))]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or InvalidOperationException)
        {
            throw new StartupException($"Correct {path}: it must have an object 'Values' of strings. {unreadable.Message}", unreadable);
        }
    }
}
