using System.Globalization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using RerankFunctions.Emulators.Faults;

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
        var fault = faults.Take(operation);
        if (fault is not null)
            await BeforeAsync(fault, context);
        var response = await Answer(request, context, continuation);
        return fault is { AfterEffect: true } ? throw Failure(fault, context) : response;
    }

    /// <summary>What a fault does in place of the call, or before it.</summary>
    private static async Task BeforeAsync(Fault fault, ServerCallContext context)
    {
        if (fault.LatencyMs > 0)
            await Task.Delay(fault.LatencyMs, context.CancellationToken);
        if (fault.Kind == FaultKind.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        if (fault is { Kind: FaultKind.Status or FaultKind.Drop, AfterEffect: false })
            throw Failure(fault, context);
    }

    private static RpcException Failure(Fault fault, ServerCallContext context)
    {
        if (fault.Kind == FaultKind.Drop)
            context.GetHttpContext().Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        var status = fault.Kind == FaultKind.Drop ? StatusCode.Unavailable : (StatusCode)fault.Status.GetValueOrDefault();
        var metadata = new Metadata();
        if (fault.RetryAfterSeconds is { } seconds)
            metadata.Add("retry-after", seconds.ToString(CultureInfo.InvariantCulture));
        return new RpcException(new Status(status, fault.Message ?? QdrantFaults.Message), metadata);
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
}
