namespace RerankFunctions.Reading.Isolation;

/// <summary>A path under which another process can read a stream's content: the stream's own file, else a temporary copy.</summary>
internal sealed class ReadableFile : IAsyncDisposable
{
    private readonly FileStream? _copy;

    private ReadableFile(string path, FileStream? copy)
    {
        Path = path;
        _copy = copy;
    }

    public string Path { get; }

    public static async Task<ReadableFile> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        if (content is FileStream { Position: 0 } file && CanBeOpened(file.Name))
            return new ReadableFile(file.Name, copy: null);

        var copy = TemporaryFile.Create(FileShare.ReadWrite | FileShare.Delete);
        var readable = new ReadableFile(copy.Name, copy);
        try
        {
            await content.CopyToAsync(copy, cancellationToken);
            await copy.FlushAsync(cancellationToken);
            return readable;
        }
        catch
        {
            await readable.DisposeAsync();
            throw;
        }
    }

    // Not if it is locked, or already deleted as temporary files may be.
    private static bool CanBeOpened(string path)
    {
        try
        {
            using var opened = Open(path);
            return true;
        }
        catch (Exception notReadable) when (notReadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens it beside whoever holds it open.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public ValueTask DisposeAsync() => _copy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
