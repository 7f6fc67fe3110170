using System.Security.Cryptography;

namespace RerankFunctions.Local.Azurite;

/// <summary>An account of an Azurite.</summary>
/// <param name="Key">Base64.</param>
public sealed record StorageAccount(string Name, string Key)
{
    /// <summary>
    /// The account that every storage emulator has, with its published key
    /// (https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key).
    /// </summary>
    public static StorageAccount Development { get; } = new(
        "devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

    public static StorageAccount Random()
        => new($"local{Guid.NewGuid():N}"[..24], Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
}
