using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using RerankFunctions.Local.Hosting.Queues;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>
/// Sends each state of each blob to one function, by way of the host's queue. The receipts are read once: nobody else writes
/// those of this host.
/// </summary>
internal sealed class BlobDeliveries(BlobFunction function, BlobReceipts receipts, QueueClient queue)
{
    private Dictionary<string, HashSet<string>>? _sent;

    /// <summary>The blobs of which some state has been sent.</summary>
    public IEnumerable<string> Known => _sent!.Keys;

    public async Task LoadAsync(CancellationToken cancellationToken) => _sent ??= await receipts.LoadAsync(cancellationToken);

    /// <summary>Sends the blob if the function has not been sent this state of it.</summary>
    /// <returns>Whether there was something to send.</returns>
    public async Task<bool> SendIfNewAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        if (blob.Properties.ETag?.ToString("H") is not { } tag || function.Path.Match(blob.Name) is null)
            return false;

        var sent = _sent!.GetValueOrDefault(blob.Name) ?? [];
        if (sent.Contains(tag))
            return false;

        // A crash between these leaves an incomplete receipt, so the blob is sent again: twice rather than not at all.
        await receipts.BeginAsync(blob.Name, tag, cancellationToken);
        var message = new BlobTriggerMessage(
            function.Method.Id, $"{blob.Properties.BlobType ?? BlobType.Block}Blob", function.Path.Container, blob.Name, tag);
        await queue.SendMessageAsync(QueueText.Encode(message.ToJson(), QueueMessageEncoding.Base64), cancellationToken);
        await receipts.CompleteAsync(blob.Name, tag, cancellationToken);
        _sent![blob.Name] = [tag];

        foreach (var old in sent)
            await receipts.RemoveAsync(blob.Name, old, cancellationToken);
        return true;
    }

    public async Task ForgetAsync(string blobName, CancellationToken cancellationToken)
    {
        foreach (var tag in _sent!.GetValueOrDefault(blobName) ?? [])
            await receipts.RemoveAsync(blobName, tag, cancellationToken);
        _sent!.Remove(blobName);
    }
}
