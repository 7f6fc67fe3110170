namespace RerankFunctions.Host;

/// <summary>Something keeps the host from starting or going on. The message is one line that says what to do.</summary>
public sealed class FunctionsHostException(string message, Exception? inner = null) : Exception(message, inner);
