using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Infra.Tests;

/// <summary>What <c>dotnet format</c> does not hold of .editorconfig: how long lines are. Text in quotes and patterns may be longer.</summary>
public sealed partial class LineLengthTests
{
    private static readonly int Longest = int.Parse(
        MaxLength().Match(Repository.Read(".editorconfig")).Groups[1].Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Lines_of_the_product_are_as_long_as_editorconfig_says()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => TooLong(File.ReadAllText(file)).Select(line => $"{Path.GetFileName(file)}: {line}")));
    }

    [Theory]
    [InlineData("code", true)]
    [InlineData("\"text\"", false)]
    public void A_line_is_too_long_by_its_code_and_not_by_its_text(string repeated, bool expected)
        => Assert.Equal(expected, TooLong(string.Concat(Enumerable.Repeat(repeated, Longest))).Any());

    private static IEnumerable<string> TooLong(string source) => RawText().Replace(source, "").Split('\n')
        .Where(line => line.Length > Longest && Text().Replace(line, "").Length > Longest / 2);

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLength();

    [GeneratedRegex("\"{3}.*?\"{3}", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Text();
}
