namespace RerankFunctions.Bench;

/// <summary>Public data sets that stand beside the repository, in <c>../shared/data</c>, and are not part of it.</summary>
internal static class SharedData
{
    /// <summary>The folder of a data set, or null, after saying so, where it is absent.</summary>
    public static string? Find(string name)
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "RerankFunctions.sln")))
            root = Path.GetDirectoryName(root);

        var folder = Path.GetFullPath(Path.Combine(root ?? ".", "..", "shared", "data", name));
        if (Directory.Exists(folder))
            return folder;
        Console.WriteLine($"Skipped: the data set is not there ({folder}).");
        return null;
    }
}
