using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace RerankFunctions.Host.Rpc;

/// <summary>Values of triggers and their metadata as the worker takes them; the host's GrpcMessageConversionExtensions.</summary>
internal static class RpcValues
{
    public static TypedData ToTypedData(object? value) => value switch
    {
        null => new TypedData(),
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        double number => new TypedData { Double = number },
        JObject json => new TypedData { Json = json.ToString(Formatting.None) },
        ParameterBindingData data => new TypedData
        {
            ModelBindingData = new ModelBindingData
            {
                Version = data.Version,
                Source = data.Source,
                ContentType = data.ContentType,
                Content = ByteString.CopyFrom(data.Content.ToMemory().Span),
            },
        },
        _ => Json(value),
    };

    private static TypedData Json(object value)
    {
        try
        {
            return new TypedData { Json = JsonConvert.SerializeObject(value, Formatting.None) };
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return new TypedData { String = value.ToString() };
        }
    }
}
