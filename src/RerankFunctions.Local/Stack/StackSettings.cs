namespace RerankFunctions.Local.Stack;

/// <summary>The app's settings by their names in the form <c>A:B</c>. An empty one is as good as none.</summary>
internal sealed class StackSettings
{
    /// <summary>The host's own account, and that of triggers that name none.</summary>
    public const string HostStorage = "AzureWebJobsStorage";

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    public StackSettings(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings)
            this[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = value;
    }

    public IReadOnlyDictionary<string, string?> Values => _values;

    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        set => _values[name] = value;
    }

    /// <summary>
    /// Whether a setting names a service of its own. The address that our emulator of it would have does not: whoever
    /// shares the settings with Core Tools has it there.
    /// </summary>
    public bool NamesAnother(string endpoint, int emulatorPort)
        => this[endpoint] is { } address
        && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Port == emulatorPort);
}
