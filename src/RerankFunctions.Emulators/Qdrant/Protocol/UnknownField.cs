using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RerankFunctions.Emulators.Qdrant.Protocol;

/// <summary>
/// Fields that a client newer than ours sets. Protobuf keeps them and shows them nowhere but in the bytes, so the bytes are walked.
/// </summary>
internal static class UnknownField
{
    private const int TagTypeBits = 3;
    private const uint TagTypeMask = (1 << TagTypeBits) - 1;

    // Protobuf's wire types (https://protobuf.dev/programming-guides/encoding/).
    private const uint Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    /// <summary>The first such field, by the number it has in its message; null if there is none.</summary>
    public static string? In(IMessage message)
    {
        var known = message.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(message.ToByteString());
        return known.CalculateSize() == message.CalculateSize()
            ? null
            : First(message.ToByteArray(), message.Descriptor) ?? $"of {message.Descriptor.FullName} in another form than Qdrant's";
    }

    private static string? First(ReadOnlySpan<byte> bytes, MessageDescriptor type)
    {
        while (bytes.Length > 0)
        {
            var tag = ReadVarint(ref bytes);
            var field = type.FindFieldByNumber((int)(tag >> TagTypeBits));
            if (field is null)
                return $"number {tag >> TagTypeBits} of {type.FullName}";
            var content = ReadContent(ref bytes, (uint)tag & TagTypeMask);
            if (field.FieldType == FieldType.Message && First(content, field.MessageType) is { } inner)
                return inner;
        }
        return null;
    }

    private static ReadOnlySpan<byte> ReadContent(ref ReadOnlySpan<byte> bytes, uint wireType)
    {
        if (wireType == Varint)
        {
            ReadVarint(ref bytes);
            return [];
        }
        var length = wireType switch
        {
            Fixed64 => sizeof(ulong),
            Fixed32 => sizeof(uint),
            LengthDelimited => (int)ReadVarint(ref bytes),
            _ => bytes.Length,
        };
        var content = bytes[..length];
        bytes = bytes[length..];
        return content;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
