using System.Text.Json;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>The "meta" of every answer: the API's version, and what is billed.</summary>
internal static class ApiMeta
{
    public static void Write(Utf8JsonWriter json, string billedUnit, int amount)
    {
        json.WriteStartObject("meta");
        json.WriteStartObject("api_version");
        json.WriteString("version", "2");
        json.WriteEndObject();
        json.WriteStartObject("billed_units");
        json.WriteNumber(billedUnit, amount);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
