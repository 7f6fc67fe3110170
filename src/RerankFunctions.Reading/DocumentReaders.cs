namespace RerankFunctions.Reading;

/// <summary>Chooses the reader for a document: by the ending of its name, and by its media type where the name has no known ending.</summary>
public sealed class DocumentReaders(IEnumerable<IDocumentReader> readers)
{
    // What to do with files that are common and not read.
    private static readonly Dictionary<string, string> Instead = new()
    {
        [".doc"] = "Save it as .docx.",
        [".rtf"] = "Save it as .docx.",
        [".odt"] = "Save it as .docx.",
        [".ppt"] = "Save it as .pptx.",
        [".odp"] = "Save it as .pptx.",
        [".xls"] = "Save it as .xlsx.",
        [".xlsb"] = "Save it as .xlsx.",
        [".ods"] = "Save it as .xlsx.",
        [".zip"] = "Upload the files in it.",
        [".7z"] = "Upload the files in it.",
        [".gz"] = "Upload the file in it.",
        [".tar"] = "Upload the files in it.",
        [".eml"] = "Save the message as .txt, .html or .pdf.",
        [".msg"] = "Save the message as .txt, .html or .pdf.",
        [".png"] = "Run text recognition (OCR) on it and upload the text.",
        [".jpg"] = "Run text recognition (OCR) on it and upload the text.",
        [".jpeg"] = "Run text recognition (OCR) on it and upload the text.",
        [".tif"] = "Run text recognition (OCR) on it and upload the text.",
        [".tiff"] = "Run text recognition (OCR) on it and upload the text.",
    };

    private readonly IDocumentReader[] _readers = [.. readers];

    /// <exception cref="UnreadableDocumentException">No reader takes such documents; the message lists what is taken.</exception>
    public IDocumentReader For(string name, string contentType)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var mediaType = contentType.Split(';')[0].Trim().ToLowerInvariant();
        return _readers.FirstOrDefault(reader => reader.Extensions.Contains(extension))
            ?? _readers.FirstOrDefault(reader => reader.ContentTypes.Contains(mediaType))
            ?? throw new UnreadableDocumentException(Refusal(extension, mediaType), unsupported: true);
    }

    private string Refusal(string extension, string mediaType)
        => $"{(extension.Length > 0 ? $"'{extension}' files" : $"Documents of type '{mediaType}'")} are not supported. "
        + Instead.GetValueOrDefault(extension, $"Upload one of: {string.Join(' ', _readers.SelectMany(reader => reader.Extensions).Order())}.");
}
