using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading.Isolation;

/// <summary>
/// Runs a reader in a process of its own. Time, memory and crashes there end as <see cref="UnreadableDocumentException"/> here.
/// </summary>
/// <param name="inner">The reader. Documents below its <see cref="IDocumentReader.IsolatedFromBytes"/> it reads right here.</param>
internal sealed class IsolatedReader(IDocumentReader inner, IOptions<ReadingOptions> options, ReaderSlots slots) : IDocumentReader
{
    public string Name => inner.Name;

    public int Revision => inner.Revision;

    public IReadOnlyCollection<string> Libraries => inner.Libraries;

    public long? IsolatedFromBytes => inner.IsolatedFromBytes;

    public IReadOnlyCollection<string> Extensions => inner.Extensions;

    public IReadOnlyCollection<string> ContentTypes => inner.ContentTypes;

    public IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
        => content.Length >= inner.IsolatedFromBytes
            ? ReadIsolatedAsync(content, notes, cancellationToken)
            : inner.ReadAsync(content, notes, cancellationToken);

    private async IAsyncEnumerable<Block> ReadIsolatedAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var slot = await slots.TakeAsync(cancellationToken);
        await using var file = await ReadableFile.OfAsync(content, cancellationToken);
        var clock = new Stopwatch();
        using var process = await ReaderProcess.StartAsync(
            new ReaderRequest(inner.Name, file.Path, options.Value), cancellationToken);
        while (true)
        {
            var message = await NextAsync(process, clock, cancellationToken) ?? throw await CrashAsync(process);
            if (message.Block is { } block)
                yield return block;
            else if (message.Unreadable is { } reason)
                throw new UnreadableDocumentException(reason, message.Unsupported);
            else if (message.Done)
            {
                notes.AddAll(message.Notes ?? [], message.Fields ?? new Dictionary<string, IReadOnlyList<string>>());
                yield break;
            }
        }
    }

    // The clock runs while we wait for the process, not while it waits for us.
    private async Task<ReaderMessage?> NextAsync(ReaderProcess process, Stopwatch clock, CancellationToken cancellationToken)
    {
        var left = TimeSpan.FromSeconds(options.Value.TimeoutSeconds) - clock.Elapsed;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        clock.Start();
        try
        {
            return await process.NextAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableDocumentException(
                $"Reading the document took longer than {options.Value.TimeoutSeconds} s "
                + $"({ReadingOptions.Section}__{nameof(ReadingOptions.TimeoutSeconds)}).");
        }
        finally
        {
            clock.Stop();
        }
    }

    private async Task<Exception> CrashAsync(ReaderProcess process)
    {
        var errors = await process.ErrorsAsync();
        if (errors.Contains("Could not load file or assembly", StringComparison.Ordinal))
            return new InvalidOperationException($"The reader process is not deployed whole: {errors}");
        return new UnreadableDocumentException(
            errors.Contains("Stack overflow", StringComparison.Ordinal)
                ? "The document is nested too deeply to be read: it overflowed the reader's stack."
            : errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)
                || errors.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal)
                ? $"Reading the document takes more than {options.Value.MaxProcessBytes:N0} bytes of memory "
                    + $"({ReadingOptions.Section}__{nameof(ReadingOptions.MaxProcessBytes)})."
            : "The document is damaged in a way that its reader did not survive.",
            inner: errors.Length > 0 ? new InvalidOperationException(errors) : null);
    }
}
