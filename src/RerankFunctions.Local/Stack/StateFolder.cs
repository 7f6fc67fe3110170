namespace RerankFunctions.Local.Stack;

/// <summary>The folder in which one runner at a time keeps its data between starts.</summary>
public sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string root, FileStream mutex)
    {
        (Root, _lock) = (root, mutex);
        Directory.CreateDirectory(Azurite);
        Directory.CreateDirectory(Qdrant);
        Directory.CreateDirectory(Vectors);
    }

    public string Root { get; }

    public string Azurite => Path.Combine(Root, "azurite");

    public string Qdrant => Path.Combine(Root, "qdrant");

    /// <summary>What the local model has made of texts.</summary>
    public string Vectors => Path.Combine(Root, "vectors");

    /// <summary>Takes the folder for this process, and makes it if need be.</summary>
    /// <exception cref="StartupException">Another runner has it, or it cannot be written.</exception>
    public static StateFolder Open(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            var path = Path.Combine(root, "runner.lock");
            return new StateFolder(root, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StartupException($"{root} cannot be written: choose another folder with --state.", denied);
        }
        catch (IOException held)
        {
            throw new StartupException($"Another runner is using {root}: stop it, or choose another folder with --state.", held);
        }
    }

    /// <summary>Deletes what runners keep here, and nothing else that may be in the folder.</summary>
    public void Empty()
    {
        foreach (var folder in new[] { Azurite, Qdrant, Vectors })
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }
    }

    public void Dispose() => _lock.Dispose();
}
