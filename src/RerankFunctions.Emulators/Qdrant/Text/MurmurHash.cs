using System.Buffers.Binary;
using System.Numerics;

namespace RerankFunctions.Emulators.Qdrant.Text;

/// <summary>MurmurHash3, 32 bits, seed 0 (Austin Appleby, public domain).</summary>
internal static class MurmurHash
{
    private const uint C1 = 0xcc9e2d51;
    private const uint C2 = 0x1b873593;

    public static uint HashBytes(ReadOnlySpan<byte> bytes)
    {
        uint hash = 0;
        var rest = bytes;
        for (; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
        {
            hash ^= Scramble(BinaryPrimitives.ReadUInt32LittleEndian(rest));
            hash = BitOperations.RotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        rest.CopyTo(tail);
        hash ^= Scramble(BinaryPrimitives.ReadUInt32LittleEndian(tail));
        hash ^= (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static uint Scramble(uint block) => BitOperations.RotateLeft(block * C1, 15) * C2;
}
