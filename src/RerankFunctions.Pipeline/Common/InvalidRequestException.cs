namespace RerankFunctions.Pipeline.Common;

/// <summary>A request that cannot be carried out as it stands.</summary>
/// <param name="errors">By field, as the caller wrote it: what is wrong and what to give instead.</param>
public sealed class InvalidRequestException(IReadOnlyDictionary<string, string> errors)
    : Exception(string.Join(" ", errors.Select(error => $"{error.Key}: {error.Value}")))
{
    public InvalidRequestException(string field, string error)
        : this(new Dictionary<string, string> { [field] = error })
    {
    }

    public IReadOnlyDictionary<string, string> Errors { get; } = errors;
}
