namespace RerankFunctions.Host;

/// <summary>A run of a function that has ended.</summary>
/// <param name="Trigger">What it ran for: method and path, a blob's path in its account, or <c>queue NAME</c>; else the trigger's type.</param>
/// <param name="Status">Of an HTTP function's answer.</param>
/// <param name="Error">What failed; null if nothing did.</param>
public sealed record FunctionRun(string Function, string Trigger, TimeSpan Duration, int? Status, string? Error)
{
    public bool Succeeded => Error is null;
}
