namespace RerankFunctions.Local;

/// <summary>Something keeps the runner from starting. The message is one line for the user that says what to do.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
