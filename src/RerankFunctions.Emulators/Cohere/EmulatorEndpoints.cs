using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RerankFunctions.Emulators.Faults;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>The emulator's own endpoints below /_emulator, for tests and for trying failures by hand.</summary>
internal static class EmulatorEndpoints
{
    private const string FaultsPath = "/_emulator/faults";
    private const string CallsPath = "/_emulator/calls";

    public static void MapEmulatorEndpoints(this IEndpointRouteBuilder routes, CohereFaults faults, CohereCalls calls)
    {
        routes.MapGet(FaultsPath, context => WriteFaultsAsync(context, faults));
        routes.MapDelete(FaultsPath, context =>
        {
            faults.Clear();
            return WriteFaultsAsync(context, faults);
        });
        routes.MapPut(FaultsPath, context => ReplaceFaultsAsync(context, faults));
        routes.MapGet(CallsPath, context =>
            CohereAnswer.WriteAsync(context, new CallsBody(calls.Embed, calls.Rerank), EmulatorJson.Default.CallsBody));
        routes.MapDelete(CallsPath, context =>
        {
            calls.Reset();
            return CohereAnswer.WriteAsync(context, new CallsBody(calls.Embed, calls.Rerank), EmulatorJson.Default.CallsBody);
        });
    }

    private static Task WriteFaultsAsync(HttpContext context, CohereFaults faults)
        => CohereAnswer.WriteAsync(context, new FaultsBody(faults.Waiting), EmulatorJson.Default.FaultsBody);

    private static async Task ReplaceFaultsAsync(HttpContext context, CohereFaults faults)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            CheckFields(json.RootElement, EmulatorJson.Default.FaultsBody, "");
            var body = json.Deserialize(EmulatorJson.Default.FaultsBody)!;
            faults.Replace(body.Faults);
            await WriteFaultsAsync(context, faults);
        }
        catch (JsonException e)
        {
            var message = e.Path is { Length: > 2 } path ? $"{path[2..]}: of the wrong type, or not one of its values" : e.Message;
            await RefuseAsync(context, message);
        }
        catch (ArgumentException e)
        {
            await RefuseAsync(context, e.Message);
        }
    }

    // The serializer would refuse an unknown or a missing field too, but in terms of .NET types.
    private static void CheckFields(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"{(path.Length == 0 ? "the body" : path)}: must be an object");
        var prefix = path.Length == 0 ? "" : path + ".";
        foreach (var field in element.EnumerateObject())
        {
            if (!type.Properties.Any(property => property.Name == field.Name))
            {
                var known = string.Join(", ", type.Properties.Select(property => property.Name));
                throw new ArgumentException($"{prefix}{field.Name}: unknown field; there are {known}");
            }

            if (type.Type != typeof(FaultsBody) || field.Value.ValueKind != JsonValueKind.Array)
                continue;
            for (var i = 0; i < field.Value.GetArrayLength(); i++)
                CheckFields(field.Value[i], EmulatorJson.Default.Fault, $"faults[{i}]");
        }

        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false } && !element.TryGetProperty(property.Name, out _))
                throw new ArgumentException($"{prefix}{property.Name}: missing");
        }
    }

    private static Task RefuseAsync(HttpContext context, string message)
        => CohereAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, message);
}

internal sealed record FaultsBody(IReadOnlyList<Fault> Faults);

internal sealed record CallsBody(CallCounts Embed, CallCounts Rerank);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FaultsBody))]
[JsonSerializable(typeof(CallsBody))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
