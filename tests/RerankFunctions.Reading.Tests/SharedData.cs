namespace RerankFunctions.Reading.Tests;

/// <summary>Files beside the repository that are no part of it (../shared/data).</summary>
internal static class SharedData
{
    /// <returns>The path, after skipping the test where the data is absent.</returns>
    public static string File(string path)
    {
        var file = Folder is null ? null : Path.Combine(Folder, path);
        if (file is null || !System.IO.File.Exists(file))
            Assert.Skip($"../shared/data/{path} is not on this machine.");
        return file;
    }

    private static string? Folder { get; } = Find();

    private static string? Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "RerankFunctions.sln")))
            folder = Path.GetDirectoryName(folder);
        var data = folder is null ? null : Path.Combine(folder, "..", "shared", "data");
        return Directory.Exists(data) ? data : null;
    }
}
