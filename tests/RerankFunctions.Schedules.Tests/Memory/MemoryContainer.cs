using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Schedules.Tests.Memory;

/// <summary>A container in memory. Every call is a point at which another may come first.</summary>
internal sealed class MemoryContainer : IDocumentSource
{
    private readonly Dictionary<DocumentId, (StoredDocument State, byte[] Content)> _blobs = [];
    private int _writes;

    public string? FlawOf(DocumentId id) => null;

    public async Task<StoredDocument?> FindAsync(DocumentId id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Now(id);
    }

    public async Task<DocumentContent?> DownloadAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _blobs.TryGetValue(document.Id, out var blob) && blob.State.ETag == document.ETag
            ? new DocumentContent(new MemoryStream(blob.Content), Convert.ToHexStringLower(SHA256.HashData(blob.Content)))
            : null;
    }

    public StoredDocument? Now(DocumentId id) => _blobs.TryGetValue(id, out var blob) ? blob.State : null;

    public void Put(DocumentId id, string content)
    {
        var state = new StoredDocument(
            id, string.Create(CultureInfo.InvariantCulture, $"\"{++_writes}\""), content.Length, "text/plain", DateTimeOffset.UnixEpoch,
            new Dictionary<string, string>());
        _blobs[id] = (state, Encoding.UTF8.GetBytes(content));
    }

    public void Delete(DocumentId id) => _blobs.Remove(id);
}
