using System.Reflection;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Local.Hosting.Blobs;

internal sealed record BlobContext(
    BlobClient Blob, Stream? Content, IReadOnlyDictionary<string, string> Names, CancellationToken CancellationToken);

/// <summary>A function with a blob trigger. Both of its sources are served by looking at the container: there is no Event Grid here.</summary>
internal sealed class BlobFunction
{
    private const string Supported =
        "the blob as a BlobClient or a Stream, CancellationToken, and the names in the path's braces as strings";

    /// <exception cref="StartupException">The function has a path or a parameter that cannot be served.</exception>
    public BlobFunction(FunctionMethod method, BlobTriggerAttribute trigger)
    {
        (Method, Connection) = (method, trigger.Connection);
        try
        {
            Path = BlobPath.Parse(trigger.BlobPath);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new StartupException($"Function '{method.Name}' watches '{trigger.BlobPath}', which cannot be read: {wrong.Message}.", wrong);
        }

        Binding = new ParameterBinding<BlobContext>(method, Source, Supported);
    }

    public FunctionMethod Method { get; }

    public string? Connection { get; }

    public BlobPath Path { get; }

    public bool TakesContent => Method.TriggerParameter.ParameterType == typeof(Stream);

    public ParameterBinding<BlobContext> Binding { get; }

    private Func<BlobContext, object?>? Source(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.Position == Method.TriggerParameter.Position)
            return type == typeof(BlobClient) ? context => context.Blob : TakesContent ? context => context.Content : null;
        if (type == typeof(CancellationToken))
            return context => context.CancellationToken;

        var name = parameter.Name!;
        return type == typeof(string) && Path.Parameters.Contains(name) ? context => context.Names[name] : null;
    }
}
