namespace RerankFunctions.Reading;

/// <summary>Turns the bytes of one family of formats into blocks, in reading order and with as little held in memory as the format allows.</summary>
public interface IDocumentReader
{
    /// <summary>Names the reader in the identity of everything indexed of what it reads, so it never changes.</summary>
    string Name { get; }

    /// <summary>
    /// Raised whenever the same bytes give other blocks than before, for which documents are then indexed anew. Golden files in the tests
    /// hold every reader to it.
    /// </summary>
    int Revision { get; }

    /// <summary>
    /// The libraries that take part in what it makes of a document, each with its version: another one may read the same bytes otherwise, so
    /// documents are then indexed anew too.
    /// </summary>
    IReadOnlyCollection<string> Libraries { get; }

    /// <summary>
    /// From how many bytes on a document is read in a process of its own: 0 for all where a parser could overflow, hang or eat memory, null
    /// for none where the format is streamed.
    /// </summary>
    long? IsolatedFromBytes { get; }

    /// <summary>File name endings it reads, lower case with the dot.</summary>
    IReadOnlyCollection<string> Extensions { get; }

    /// <summary>Media types it reads where the file name tells nothing, lower case, without parameters.</summary>
    IReadOnlyCollection<string> ContentTypes { get; }

    /// <summary>Reads the document. The same bytes give the same blocks.</summary>
    /// <param name="content">Seekable, at its start; the caller disposes of it.</param>
    /// <param name="notes">Gets what was left out or not understood; whole when the blocks have ended.</param>
    /// <exception cref="UnreadableDocumentException">The content is not what its name says, is locked, or is beyond a limit.</exception>
    IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken);
}
