using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace RerankFunctions.Reading.Text;

/// <param name="Text">Without its line end.</param>
/// <param name="IsWhole">False for a piece of a line that was too long to be held.</param>
internal readonly record struct TextLine(string Text, bool IsWhole);

/// <summary>Streams lines, and cuts those longer than <see cref="BlockText.MaxCharacters"/> between words (or graphemes).</summary>
internal static class TextLines
{
    private const int BufferCharacters = 16 * 1024;

    // Page breaks, the vertical tab of old printers, the line end of mainframes, Unicode's line and paragraph separators.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    public static async IAsyncEnumerable<TextLine> ReadAsync(
        TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new char[BufferCharacters];
        var rest = new StringBuilder();
        var inLongLine = false;
        var afterReturn = false;
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var from = afterReturn && buffer[0] == '\n' ? 1 : 0;
            while (from <= read)
            {
                var length = buffer.AsSpan(from, read - from).IndexOfAny(LineEnds);
                rest.Append(buffer, from, length < 0 ? read - from : length);
                while (rest.Length > BlockText.MaxCharacters)
                {
                    var piece = rest.ToString(0, BlockText.MaxCharacters);
                    var cut = BlockText.CutPoint(piece);
                    rest.Remove(0, cut);
                    inLongLine = true;
                    yield return new TextLine(piece[..cut], IsWhole: false);
                }

                if (length < 0)
                    break;
                yield return new TextLine(rest.ToString(), IsWhole: !inLongLine);
                rest.Clear();
                inLongLine = false;
                from += length;
                from += buffer[from] == '\r' && from + 1 < read && buffer[from + 1] == '\n' ? 2 : 1;
            }

            afterReturn = buffer[read - 1] == '\r';
        }

        if (rest.Length > 0)
            yield return new TextLine(rest.ToString(), IsWhole: !inLongLine);
    }
}
