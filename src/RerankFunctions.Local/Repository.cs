namespace RerankFunctions.Local;

/// <summary>Where the files of this repository are: the runner works from a clone, never from an installation.</summary>
public static class Repository
{
    private const string Landmark = "RerankFunctions.sln";

    /// <summary>The folder of the solution, found upwards from the running program.</summary>
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Landmark)))
                return folder.FullName;
        }

        throw new StartupException(
            $"Run this from a clone of the repository: there is no {Landmark} above {AppContext.BaseDirectory}.");
    }
}
