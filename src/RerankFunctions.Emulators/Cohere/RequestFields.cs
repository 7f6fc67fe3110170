using System.Text.Json;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// The fields of a request's JSON, read as strictly as the service reads them: an unknown field or a wrong type is a 422 that
/// names it. The wordings are the service's (seen in cohere-ai/cohere-developer-experience's errors page, and in bug reports
/// HKUDS/LightRAG#1813 and BerriAI/litellm#10939).
/// </summary>
internal sealed class RequestFields
{
    private readonly JsonElement _root;
    private readonly string _operation;

    private RequestFields(JsonElement root, string operation)
    {
        _root = root;
        _operation = operation;
    }

    public static RequestFields Parse(ReadOnlyMemory<byte> body, string operation, params ReadOnlySpan<string> known)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException e)
        {
            throw new CohereRefusal(
                StatusCodes.Status400BadRequest,
                $"invalid json syntax: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }

        var fields = new RequestFields(root, operation);
        if (root.ValueKind != JsonValueKind.Object)
            throw fields.WrongType("body", root, "object");
        foreach (var field in root.EnumerateObject())
        {
            if (!known.Contains(field.Name))
                throw fields.Unprocessable($"unknown field: parameter '{field.Name}' is not a valid field.");
        }

        return fields;
    }

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw WrongType(name, value, "string"),
    };

    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw WrongType(name, value, "int");
    }

    public string[]? Texts(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            throw WrongType(name, value, "[]string");

        var texts = new string[value.GetArrayLength()];
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            texts[i++] = item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw WrongType(name, item, "string");
        }

        return texts;
    }

    /// <summary>The priority that both operations take: 0, the highest, to 999.</summary>
    public void CheckPriority()
    {
        if (Integer("priority") is < 0 or > 999)
            throw CohereRefusal.BadRequest("priority must be between 0 and 999 inclusive.");
    }

    // A null is the same as no field at all, as in Go's decoder.
    private JsonElement? Find(string name)
        => _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private CohereRefusal WrongType(string name, JsonElement value, string expected)
    {
        var actual = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return Unprocessable($"invalid type: parameter '{name}' is of type {actual} but should be of type {expected}.");
    }

    private CohereRefusal Unprocessable(string message) => new(
        StatusCodes.Status422UnprocessableEntity,
        $"{message} For proper usage, please refer to https://docs.cohere.com/reference/{_operation}");
}
