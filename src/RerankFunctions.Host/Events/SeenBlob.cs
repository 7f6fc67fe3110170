using System.Text.Json.Serialization;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Host.Events;

/// <summary>A blob as it was when its event was delivered.</summary>
/// <param name="Content">What tells one content from another, as far as a listing does.</param>
internal sealed record SeenBlob(string ETag, string? Content)
{
    /// <summary>It has not been changed since the second of its upload, which a listing tells no more exactly.</summary>
    [JsonIgnore]
    public bool IsAsUploaded { get; private init; }

    public static SeenBlob FromItem(BlobItem item) => new(
        item.Properties.ETag?.ToString("H") ?? "",
        item.Properties.ContentHash is { Length: > 0 } hash
            ? $"{item.Properties.CreatedOn?.UtcTicks}/{item.Properties.ContentLength}/{Convert.ToHexString(hash)}"
            : null)
    {
        IsAsUploaded = item.Properties.CreatedOn >= item.Properties.LastModified,
    };

    /// <summary>
    /// Azure sends no event of new metadata. Whether it was that alone shows where the blob has a hash: in Azurite not after a
    /// Put Block List without one, and not in the second of its upload, where it may have been uploaded once more. Such a blob's event
    /// comes, which in Azure does not: one too many, since one too few would lose an upload.
    /// </summary>
    public bool DiffersInContentFrom(SeenBlob? before)
        => before is null || (ETag != before.ETag && (Content is null || IsAsUploaded || Content != before.Content));
}
