using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>Answers POST /v2/embed in the service's shape (OpenAPI schema EmbedByTypeResponse).</summary>
internal static class EmbedAnswer
{
    public static ReadOnlyMemory<byte> Write(EmbedRequest request, float[][] vectors, int tokens)
    {
        var buffer = new ArrayBufferWriter<byte>(vectors.Length * request.Dimensions * 4);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", CohereAnswer.NewId());
        json.WriteStartArray("texts");
        foreach (var text in request.Texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteStartObject("embeddings");
        foreach (var type in request.Types)
        {
            json.WriteStartArray(type);
            foreach (var vector in vectors)
                WriteVector(json, type, vector);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        ApiMeta.Write(json, "input_tokens", tokens);
        json.WriteString("response_type", "embeddings_by_type");
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    // The 8-bit types are scaled so that the largest component fills the range; how the service calibrates them is not public.
    private static void WriteVector(Utf8JsonWriter json, string type, float[] vector)
    {
        if (type == "base64")
        {
            json.WriteBase64StringValue(MemoryMarshal.AsBytes<float>(vector));
            return;
        }

        json.WriteStartArray();
        var scale = type is "int8" or "uint8" ? 127 / vector.Max(Math.Abs) : 1;
        for (var i = 0; i < vector.Length; i++)
        {
            switch (type)
            {
                case "float":
                    json.WriteNumberValue(vector[i]);
                    break;
                case "int8":
                    json.WriteNumberValue((int)MathF.Round(vector[i] * scale));
                    break;
                case "uint8":
                    json.WriteNumberValue((int)MathF.Round(vector[i] * scale) + 128);
                    break;
                case "binary" or "ubinary" when i % 8 == 0:
                    json.WriteNumberValue(SignBits(vector, i) - (type == "binary" ? 128 : 0));
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static int SignBits(float[] vector, int from)
    {
        var bits = 0;
        for (var i = 0; i < 8; i++)
            bits = (bits << 1) | (from + i < vector.Length && vector[from + i] > 0 ? 1 : 0);
        return bits;
    }
}
