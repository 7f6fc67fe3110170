using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>The collections by name, each in a file of the data folder, if there is one.</summary>
internal sealed class CollectionCatalog : IDisposable
{
    private const string Extension = ".operations";

    private readonly Lock _guard = new();
    private readonly SortedDictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly string? _folder;
    private readonly bool _strictMode;
    private readonly FileStream? _claim;

    /// <exception cref="IOException">Another process uses the data folder.</exception>
    public CollectionCatalog(string? folder, bool strictMode)
    {
        _strictMode = strictMode;
        if (folder is null)
            return;
        _folder = Directory.CreateDirectory(folder).FullName;
        _claim = Claim(_folder);
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            if (Collection.Load(path, strictMode) is { } collection)
                _collections.Add(collection.Schema.Name, collection);
        }
    }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_guard)
                return [.. _collections.Keys];
        }
    }

    /// <summary>The collection; refuses a name that is not there.</summary>
    public Collection this[string name]
    {
        get
        {
            CollectionName.Check(name);
            return Find(name) ?? throw Refusal.NoCollection(name);
        }
    }

    public Collection? Find(string name)
    {
        lock (_guard)
            return _collections.GetValueOrDefault(name);
    }

    public void Create(CreateCollection request)
    {
        var schema = new CollectionSchema(request, _strictMode);
        lock (_guard)
        {
            if (_collections.ContainsKey(schema.Name))
                throw Refusal.CollectionExists(schema.Name);
            var path = _folder is null ? null : Path.Combine(_folder, Uri.EscapeDataString(schema.Name) + Extension);
            _collections.Add(schema.Name, new Collection(schema, path));
        }
    }

    /// <summary>False if there was none.</summary>
    public bool Delete(string name)
    {
        lock (_guard)
        {
            if (!_collections.Remove(name, out var collection))
                return false;
            collection.Delete();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_guard)
        {
            foreach (var collection in _collections.Values)
                collection.Dispose();
        }
        _claim?.Dispose();
    }

    private static FileStream Claim(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"Another Qdrant emulator uses the data folder {folder}.", inUse);
        }
    }
}
