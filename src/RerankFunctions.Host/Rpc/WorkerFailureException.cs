namespace RerankFunctions.Host.Rpc;

/// <summary>What the worker says of a failure; for a function, the exception that it threw.</summary>
internal sealed class WorkerFailureException(RpcException? failure)
    : Exception(failure is { Message.Length: > 0 } ? failure.Message.ReplaceLineEndings(" ") : "The worker gave no reason.")
{
    /// <summary>In the worker.</summary>
    public string RemoteStackTrace { get; } = failure?.StackTrace ?? "";

    public static void ThrowIfFailed(StatusResult? result)
    {
        if (result is not { Status: StatusResult.Types.Status.Success })
            throw new WorkerFailureException(result?.Exception);
    }
}
