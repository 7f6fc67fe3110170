namespace RerankFunctions.Local.Tests;

/// <summary>The repository that the tests were built from, for its samples and its npm packages.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RerankFunctions.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No solution above the tests.");
        return folder;
    }
}
