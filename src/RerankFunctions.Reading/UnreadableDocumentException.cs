namespace RerankFunctions.Reading;

/// <summary>
/// A document that no retry will make readable. The message is for the person who uploaded it: what is wrong and what to change.
/// </summary>
/// <param name="unsupported">True where we do not read such documents at all, false where this one is broken or over a limit.</param>
public sealed class UnreadableDocumentException(string reason, bool unsupported = false, Exception? inner = null)
    : Exception(reason, inner)
{
    public bool Unsupported { get; } = unsupported;
}
