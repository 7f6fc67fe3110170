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
    private readonly CollectionAliases _aliases = new(folder: null);

    /// <exception cref="IOException">Another process uses the data folder.</exception>
    public CollectionCatalog(string? folder, bool strictMode)
    {
        _strictMode = strictMode;
        if (folder is null)
            return;
        _folder = Directory.CreateDirectory(folder).FullName;
        _claim = Claim(_folder);
        _aliases = new CollectionAliases(_folder);
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

    public IReadOnlyList<AliasDescription> Aliases
    {
        get
        {
            lock (_guard)
                return [.. _aliases.All];
        }
    }

    /// <summary>The collection by its name or an alias; refuses one that is not there.</summary>
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
            return _collections.GetValueOrDefault(_aliases.Resolve(name));
    }

    public void Create(CreateCollection request)
    {
        var schema = new CollectionSchema(request, _strictMode);
        lock (_guard)
        {
            if (_collections.ContainsKey(schema.Name))
                throw Refusal.CollectionExists(schema.Name);
            if (_aliases.Contains(schema.Name))
                throw Refusal.WrongInput($"Can't create collection with name {schema.Name}. Alias with the same name already exists");
            var path = _folder is null ? null : Path.Combine(_folder, Uri.EscapeDataString(schema.Name) + Extension);
            _collections.Add(schema.Name, new Collection(schema, path));
        }
    }

    /// <summary>False if there was none: an alias is none.</summary>
    public bool Delete(string name)
    {
        lock (_guard)
        {
            if (!_collections.Remove(name, out var collection))
                return false;
            _aliases.RemoveAll(name);
            collection.Delete();
            return true;
        }
    }

    public void Change(AliasOperations alias)
    {
        lock (_guard)
        {
            switch (alias.ActionCase)
            {
                case AliasOperations.ActionOneofCase.CreateAlias when !_collections.ContainsKey(alias.CreateAlias.CollectionName):
                    throw Refusal.NoCollection(alias.CreateAlias.CollectionName);
                case AliasOperations.ActionOneofCase.CreateAlias when _collections.ContainsKey(alias.CreateAlias.AliasName):
                    throw Refusal.CollectionExists(alias.CreateAlias.AliasName);
                case AliasOperations.ActionOneofCase.CreateAlias:
                    _aliases.Set(alias.CreateAlias.AliasName, alias.CreateAlias.CollectionName);
                    break;
                case AliasOperations.ActionOneofCase.RenameAlias when !_aliases.Contains(alias.RenameAlias.OldAliasName):
                    throw Refusal.NotFound($"Alias {alias.RenameAlias.OldAliasName} does not exists!");
                case AliasOperations.ActionOneofCase.RenameAlias:
                    var collection = _aliases.Resolve(alias.RenameAlias.OldAliasName);
                    _aliases.Remove(alias.RenameAlias.OldAliasName);
                    _aliases.Set(alias.RenameAlias.NewAliasName, collection);
                    break;
                case AliasOperations.ActionOneofCase.DeleteAlias:
                    _aliases.Remove(alias.DeleteAlias.AliasName);
                    break;
                default:
                    throw Refusal.Invalid("Malformed AliasOperation type");
            }
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
