using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>Which names a blob can be addressed by. Others would lead to another blob than the one that is meant.</summary>
internal static class BlobNames
{
    /// <summary>Why no document can have this name, and what to do about it; null for a name that is fine.</summary>
    public static string? FlawOf(BlobContainerClient container, string name)
    {
        if (RefusedCharacterOf(name) is { } refused)
            return $"A name cannot contain the character {refused}. Rename the document.";
        return LeadsBack(container, name)
            ? null
            : "A name cannot begin or end with '/', nor have '.' or '..' between slashes: its address is that of another document. "
                + "Rename the document.";
    }

    /// <summary>The first character that no name can have, as U+0000; null for none.</summary>
    public static string? RefusedCharacterOf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsRefused(text, at))
                return $"U+{(int)text[at]:X4}";
        }

        return null;
    }

    /// <summary>The name, or for one that has a flaw another that has none and is nobody else's.</summary>
    public static string Addressable(BlobContainerClient container, string name)
        => FlawOf(container, name) is null ? name : "flawed-name/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>
    /// Blob Storage takes no control characters, Azurite does; U+FFFE and U+FFFF are no characters, and XML cannot hold them
    /// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata).
    /// </summary>
    private static bool IsRefused(string name, int at)
        => name[at] is < ' ' or '\x7f' or '\xfffe' or '\xffff' || (char.IsSurrogate(name[at]) && !IsOfPair(name, at));

    private static bool IsOfPair(string name, int at) => char.IsSurrogatePair(name, at) || (at > 0 && char.IsSurrogatePair(name, at - 1));

    private static bool LeadsBack(BlobContainerClient container, string name)
    {
        try
        {
            var address = new BlobUriBuilder(container.GetBlobClient(name).Uri);
            return address.BlobName == name && address.BlobContainerName == container.Name;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
