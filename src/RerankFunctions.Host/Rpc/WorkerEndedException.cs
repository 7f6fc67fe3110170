namespace RerankFunctions.Host.Rpc;

/// <summary>The worker went away; what it was running has failed and may be tried again.</summary>
internal sealed class WorkerEndedException(string message, Exception? inner = null) : Exception(message, inner);
