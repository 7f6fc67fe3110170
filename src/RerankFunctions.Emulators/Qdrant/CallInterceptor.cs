using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>What happens to every call: its key is checked, it is counted, and it meets the fault that is set for it.</summary>
internal sealed class CallInterceptor(QdrantEmulatorOptions options, QdrantFaults faults, QdrantCalls calls) : Interceptor
{
    private const string WithoutKey = "/qdrant.Qdrant/HealthCheck";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        CheckKey(context);
        var operation = context.Method[(context.Method.LastIndexOf('/') + 1)..];
        calls.Add(operation);
        RefuseUnknownFields((IMessage)request, operation);

        var fault = faults.Next(operation);
        if (fault is not null)
            await Task.Delay(fault.Latency, context.CancellationToken);
        if (fault is { Status: { } early, AfterEffect: false })
            throw new RpcException(new Status(early, fault.Message));
        var response = await Answer(request, context, continuation);
        return fault is { Status: { } late } ? throw new RpcException(new Status(late, fault.Message)) : response;
    }

    private static async Task<TResponse> Answer<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            return await continuation(request, context);
        }
        catch (IOException unwritten)
        {
            throw Refusal.Internal($"Service internal error: {unwritten.Message}");
        }
    }

    private void CheckKey(ServerCallContext context)
    {
        if (options.ApiKey is null || context.Method == WithoutKey)
            return;
        var key = context.RequestHeaders.GetValue("api-key")
            ?? context.RequestHeaders.GetValue("authorization")?.Replace("Bearer ", "", StringComparison.OrdinalIgnoreCase)
            ?? throw Refusal.Unauthenticated("Must provide an API key or an Authorization bearer token");
        if (key != options.ApiKey)
            throw Refusal.Unauthenticated("Invalid API key or JWT");
    }

    /// <summary>Fields that are not in the protocol subset ask for what the emulator does not do; ignoring them would hide it.</summary>
    private static void RefuseUnknownFields(IMessage request, string operation)
    {
        var bytes = request.ToByteArray();
        var known = request.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        if (known.CalculateSize() != bytes.Length)
            throw Refusal.NotEmulated($"support for a field that this {operation} request sets");
    }
}
