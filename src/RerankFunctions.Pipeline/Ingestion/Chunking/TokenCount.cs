namespace RerankFunctions.Pipeline.Ingestion.Chunking;

/// <summary>
/// A conservative count of the tokens that an embed model makes of a text, without its vocabulary: it errs on the high side, so that
/// a passage within a limit by this count is within it for the model too.
/// </summary>
public static class TokenCount
{
    public static int Of(ReadOnlySpan<char> text) => (text.Length + 3) / 4;
}
