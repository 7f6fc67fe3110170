namespace RerankFunctions.Infra.Tests.Bicep;

/// <summary>A copy of infra/ that a test may change or have rewritten.</summary>
internal sealed class InfraCopy : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _passing;

    public InfraCopy()
        : this(Directory.CreateTempSubdirectory("rerank-infra-").FullName) => _passing = true;

    /// <summary>In a folder that somebody else removes.</summary>
    public InfraCopy(string folder)
    {
        _folder = Directory.CreateDirectory(folder);
        foreach (var file in SourceFiles)
        {
            var copy = PathOf(file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf("infra", file), copy);
        }
    }

    /// <summary>All files of infra/, relative to it.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("infra"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("infra"), file)).Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> BicepFiles => SourceFiles.Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam");

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public void Replace(string file, string from, string to)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    public Task<BicepResult> RunAsync(params string[] arguments) => BicepCompiler.RunAsync(_folder.FullName, arguments);

    public void Dispose()
    {
        if (_passing)
            _folder.Delete(recursive: true);
    }
}
