namespace RerankFunctions.Http;

/// <summary>A request refused for its form rather than its content.</summary>
/// <param name="status">The HTTP status: 413 or 415.</param>
/// <param name="detail">For the caller: what to change.</param>
/// <param name="field">The field to change, where there is one.</param>
internal sealed class RequestRefusedException(int status, string detail, string? field = null) : Exception(detail)
{
    public int Status { get; } = status;

    public string? Field { get; } = field;
}
