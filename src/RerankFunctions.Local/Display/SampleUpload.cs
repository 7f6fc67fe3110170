using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Local.Display;

/// <summary>Puts a folder of documents into the container, under their paths in the folder.</summary>
internal static class SampleUpload
{
    private const int AtOnce = 8;

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".pdf"] = "application/pdf",
    };

    /// <returns>How many were uploaded: none if the container holds anything.</returns>
    public static async Task<int> RunAsync(string folder, BlobContainerClient container, CancellationToken cancellationToken)
    {
        await foreach (var _ in container.GetBlobsAsync(new GetBlobsOptions(), cancellationToken: cancellationToken))
            return 0;

        if (!Directory.Exists(folder))
            throw new StartupException($"There is no folder {folder}: name one with --samples.");

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        await Parallel.ForEachAsync(
            files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (file, cancellation) =>
            {
                var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
                var headers = new BlobHttpHeaders
                {
                    ContentType = ContentTypes.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream"),
                };
                await container.GetBlobClient(name).UploadAsync(file, new BlobUploadOptions { HttpHeaders = headers }, cancellation);
            });
        return files.Length;
    }
}
