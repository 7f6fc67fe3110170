using System.Text;

namespace RerankFunctions.Bench.ChunkEval;

/// <summary>
/// A text reduced to its letters and digits. Readers drop markup and change white space, but no letters: so places in a chunk and in the
/// file it was read from are compared, and lengths counted, in these.
/// </summary>
internal sealed record LetterText(string Letters)
{
    private int[] _before = [];

    public int Length => Letters.Length;

    public static LetterText Strip(string text)
    {
        var letters = new StringBuilder();
        var before = new int[text.Length + 1];
        for (var index = 0; index < text.Length; index++)
        {
            before[index] = letters.Length;
            if (char.IsLetterOrDigit(text[index]))
                letters.Append(text[index]);
        }

        before[^1] = letters.Length;
        return new LetterText(letters.ToString()) { _before = before };
    }

    /// <summary>How many letters stand before a place in the original text.</summary>
    public int Before(int index) => _before[index];
}
