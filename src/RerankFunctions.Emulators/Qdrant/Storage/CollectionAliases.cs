using System.Text.Json;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// Other names of collections, in a file of the data folder, if there is one. Not thread-safe; <see cref="CollectionCatalog"/> guards it.
/// </summary>
internal sealed class CollectionAliases
{
    private readonly string? _path;
    private readonly SortedDictionary<string, string> _collections = new(StringComparer.Ordinal);

    public CollectionAliases(string? folder)
    {
        _path = folder is null ? null : Path.Combine(folder, "aliases.json");
        if (File.Exists(_path))
            _collections = new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_path))!, StringComparer.Ordinal);
    }

    public IEnumerable<AliasDescription> All
        => _collections.Select(alias => new AliasDescription { AliasName = alias.Key, CollectionName = alias.Value });

    public bool Contains(string alias) => _collections.ContainsKey(alias);

    /// <summary>The collection of that alias, or the name itself where it is none.</summary>
    public string Resolve(string name) => _collections.GetValueOrDefault(name, name);

    public void Set(string alias, string collection) => Change(() => _collections[alias] = collection);

    public void Remove(string alias) => Change(() => _collections.Remove(alias));

    public void RemoveAll(string collection)
    {
        foreach (var alias in _collections.Where(alias => alias.Value == collection).Select(alias => alias.Key).ToList())
            Remove(alias);
    }

    private void Change(Action change)
    {
        change();
        if (_path is not null)
            File.WriteAllText(_path, JsonSerializer.Serialize(_collections));
    }
}
