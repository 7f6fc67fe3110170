using System.Text;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>Joins the lines of code, which are paragraphs of their own in Word.</summary>
internal sealed class CodeParagraphs
{
    private readonly StringBuilder _code = new();

    /// <summary>The blocks that have ended, without code that may go on.</summary>
    public List<Block> Add(IEnumerable<Block> blocks)
    {
        var ended = new List<Block>();
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Code && _code.Length + block.Text.Length < BlockText.MaxCharacters)
                _code.Append(block.Text).Append('\n');
            else
                ended.AddRange([.. End(), block]);
        }

        return ended;
    }

    public Block[] End()
    {
        var code = CodeText.CleanCode(_code.ToString());
        _code.Clear();
        return code.Length > 0 ? [new Block(BlockKind.Code, code)] : [];
    }
}
