using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>Opens Office files within limits. What they link to outside of themselves is never followed.</summary>
internal static class OfficePackage
{
    private const int MostParts = 20_000;

    private static readonly byte[] OleSignature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Opens the package, reads it all, and says in our words what is wrong with it.</summary>
    /// <param name="read">Gets the package, and how many bytes its XML unpacks to.</param>
    /// <exception cref="UnreadableDocumentException">It is encrypted, damaged or beyond a limit.</exception>
    public static IEnumerable<Block> Read<TPackage>(
        Stream content, ReadingOptions options, Func<Stream, TPackage> open, Func<TPackage, long, IEnumerable<Block>> read)
        where TPackage : OpenXmlPackage
    {
        ThrowIfNotZip(content);
        var unpacked = 0L;
        var package = Guarded(() =>
        {
            unpacked = Unpacked(content, options);
            return open(content);
        });
        using (package)
        {
            if (DocumentTitle.CleanTitle(Guarded(() => package.PackageProperties.Title)) is { } title)
                yield return new Block(BlockKind.Title, title);
            using var blocks = Guarded(() => read(package, unpacked).GetEnumerator());
            while (Guarded(blocks.MoveNext))
                yield return blocks.Current;
        }
    }

    /// <summary>Streams a part's XML: no document types, so no entities that grow, and nothing from outside.</summary>
    public static XmlReader Xml(OpenXmlPart part) => XmlReader.Create(
        part.GetStream(FileMode.Open, FileAccess.Read),
        new XmlReaderSettings { CloseInput = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });

    private static void ThrowIfNotZip(Stream content)
    {
        var head = new byte[OleSignature.Length];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (head.AsSpan().SequenceEqual(OleSignature))
            throw new UnreadableDocumentException(
                "The file is password protected, or in the old binary Office format. Save it without a password in the current format.");
        if (read < 4 || head[0] != 'P' || head[1] != 'K')
            throw new UnreadableDocumentException("The file is not an Office document: it is empty, damaged, or of another kind than its name says.");
    }

    // How many bytes its XML has: by unpacking, since what a zip file says about its sizes need not be true.
    private static long Unpacked(Stream content, ReadingOptions options)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostParts)
            throw new UnreadableDocumentException(string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostParts:N0} parts."));
        var buffer = new byte[81920];
        long unpacked = 0;
        foreach (var entry in zip.Entries.Where(IsXml))
        {
            using var stream = entry.Open();
            int read;
            while ((read = stream.Read(buffer)) > 0)
                if ((unpacked += read) > options.MaxUnpackedBytes)
                    throw new UnreadableDocumentException(string.Create(CultureInfo.InvariantCulture,
                        $"The file unpacks to more than {options.MaxUnpackedBytes:N0} bytes "
                        + $"({ReadingOptions.Section}__{nameof(ReadingOptions.MaxUnpackedBytes)})."));
        }

        content.Position = 0;
        return unpacked;
    }

    // Pictures and the like are never unpacked.
    private static bool IsXml(ZipArchiveEntry entry)
        => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception broken) when (broken is not (UnreadableDocumentException or OperationCanceledException or OutOfMemoryException))
        {
            throw new UnreadableDocumentException(
                "The Office document is damaged: it cannot be opened, or a part of it cannot be followed.", inner: broken);
        }
    }
}
