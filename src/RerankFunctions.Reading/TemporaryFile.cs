namespace RerankFunctions.Reading;

/// <summary>
/// Files for as long as they are open. A process that is killed leaves its own behind where the system does not delete open files by
/// itself, and enough of those would fill the disk.
/// </summary>
public static class TemporaryFile
{
    private const int BufferSize = 128 * 1024;
    private const string Prefix = "rerankfunctions-";

    public static FileStream Create(FileShare share = FileShare.Read) => new(
        Path.Combine(Path.GetTempPath(), Prefix + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite,
        share, BufferSize, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Deletes those that no process has open.</summary>
    public static void DeleteAbandoned()
    {
        foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using var abandoned = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                // Another process of ours is at work on it.
            }
        }
    }
}
