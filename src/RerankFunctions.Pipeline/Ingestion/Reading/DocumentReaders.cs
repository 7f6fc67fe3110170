namespace RerankFunctions.Pipeline.Ingestion.Reading;

/// <summary>Chooses the reader for a document: by the ending of its name, and by its media type where the name has no known ending.</summary>
public sealed class DocumentReaders(IEnumerable<IDocumentReader> readers)
{
    private readonly IDocumentReader[] _readers = [.. readers];

    /// <exception cref="UnreadableDocumentException">No reader takes such documents; the message lists what is taken.</exception>
    public IDocumentReader For(string name, string contentType)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var mediaType = contentType.Split(';')[0].Trim().ToLowerInvariant();
        return _readers.FirstOrDefault(reader => reader.Extensions.Contains(extension))
            ?? _readers.FirstOrDefault(reader => reader.ContentTypes.Contains(mediaType))
            ?? throw new UnreadableDocumentException(
                $"{(extension.Length > 0 ? $"'{extension}' files" : $"Documents of type '{mediaType}'")} are not supported. "
                + $"Upload one of: {string.Join(' ', _readers.SelectMany(reader => reader.Extensions).Order())}",
                unsupported: true);
    }
}
