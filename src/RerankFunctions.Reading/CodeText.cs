namespace RerankFunctions.Reading;

internal static class CodeText
{
    /// <summary>Clean lines with their white space, without blank lines around them and the indentation that all of them share.</summary>
    public static string CleanCode(string code)
    {
        var lines = BlockText.Clean(code).Replace(BlockText.SoftBreak, '\n').Split('\n').Select(line => line.TrimEnd()).ToList();
        var first = lines.FindIndex(line => line.Length > 0);
        if (first < 0)
            return "";
        lines = lines[first..(lines.FindLastIndex(line => line.Length > 0) + 1)];
        var indentation = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indentation..] : line));
    }
}
