using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Host.TestApp;

public sealed class Triggered(Diary diary)
{
    [Function("Watch")]
    public async Task Watch(
        [BlobTrigger("documents/{name}", Connection = "DocumentsStorage")] BlobClient blob, string name, CancellationToken cancellationToken)
    {
        var content = await blob.DownloadContentAsync(cancellationToken);
        await diary.WriteAsync($"Watch {blob.Name} {name} {content.Value.Content}", cancellationToken);
    }

    [Function("WatchNotes")]
    public async Task WatchNotes(
        [BlobTrigger("notes/{folder}/{name}.md", Connection = "DocumentsStorage")] Stream content, string folder, string name,
        CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        await diary.WriteAsync($"WatchNotes {folder} {name} {await reader.ReadToEndAsync(cancellationToken)}", cancellationToken);
    }

    [Function("Arrive")]
    public Task Arrive(
        [BlobTrigger("arrivals/{name}", Connection = "DocumentsStorage", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        CancellationToken cancellationToken)
        => diary.WriteAsync($"Arrive {blob.Name}", cancellationToken);

    [Function("Order")]
    public Task Order([QueueTrigger("orders", Connection = "DocumentsStorage")] string message, int dequeueCount, CancellationToken cancellationToken)
        => diary.WriteAsync($"Order {message} {dequeueCount}", cancellationToken);

    [Function("Tick")]
    public Task Tick([TimerTrigger("%TICK%", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken)
        => diary.WriteAsync($"Tick {timer.IsPastDue}", cancellationToken);
}
