using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading;

/// <summary>Counts the text that a reader gives, and stops it where that is too much.</summary>
internal sealed class LimitedReader(IDocumentReader inner, IOptions<ReadingOptions> options) : IDocumentReader
{
    public string Name => inner.Name;

    public int Revision => inner.Revision;

    public IReadOnlyCollection<string> Libraries => inner.Libraries;

    public long? IsolatedFromBytes => inner.IsolatedFromBytes;

    public IReadOnlyCollection<string> Extensions => inner.Extensions;

    public IReadOnlyCollection<string> ContentTypes => inner.ContentTypes;

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = TextLimit.ForContent(content, options.Value);
        await foreach (var block in inner.ReadAsync(content, notes, cancellationToken))
        {
            limit.Add(block.Text.Length);
            yield return block;
        }
    }
}
