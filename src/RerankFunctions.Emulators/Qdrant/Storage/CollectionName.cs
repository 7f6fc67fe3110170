using System.Buffers;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>What a collection may be called (qdrant v1.19.0, lib/common/common/src/validation.rs).</summary>
internal static class CollectionName
{
    private const int LongestName = 255;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*\0\u001F");

    public static void Check(string name)
    {
        if (name.Length is 0 or > LongestName)
            throw Refusal.Validation("collection_name", $"value \"{name}\" invalid, must be from 1 to {LongestName} characters");
        if (name.AsSpan().IndexOfAny(Forbidden) is >= 0 and var at)
            throw Refusal.Validation("collection_name", $"collection name cannot contain \"{name[at]}\" char");
    }
}
