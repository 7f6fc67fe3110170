using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading.Isolation;

/// <summary>Bounds how many reader processes run at a time, whatever formats they read.</summary>
internal sealed class ReaderSlots(IOptions<ReadingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxProcesses);

    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
