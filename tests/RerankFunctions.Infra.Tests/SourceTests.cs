using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Infra.Tests;

/// <summary>What <c>dotnet format</c> does not hold: how long lines are (text in quotes and patterns may be longer), and what tests promise.</summary>
public sealed partial class SourceTests
{
    private const string Claim = "Assert.All(";

    private static readonly int Longest = int.Parse(
        MaxLength().Match(Repository.Read(".editorconfig")).Groups[1].Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Lines_of_the_product_are_as_long_as_editorconfig_says()
    {
        var files = SourcesIn("src").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => TooLong(File.ReadAllText(file)).Select(line => $"{Path.GetFileName(file)}: {line}")));
    }

    /// <summary>Of nothing, anything is true: who claims something of all says what holds of none.</summary>
    [Fact]
    public void What_tests_claim_of_all_says_whether_there_may_be_none()
    {
        var files = SourcesIn("tests").Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file))).ToList();
        Assert.Contains(files, file => file.Text.Contains(Claim, StringComparison.Ordinal));
        Assert.Empty(files.Where(file => file.Name != $"{nameof(SourceTests)}.cs" && Count(file.Text, Claim) != Count(file.Text, "throwIfEmpty: "))
            .Select(file => file.Name));
    }

    /// <summary>The arrow leads the line that it is broken to.</summary>
    [Fact]
    public void Where_an_expression_body_breaks_the_arrow_leads_its_line() => Assert.DoesNotContain(
        ((string[])["src", "tests", "bench", "eng"]).SelectMany(SourcesIn).SelectMany(File.ReadLines), line => TrailingArrow().IsMatch(line));

    [Theory]
    [InlineData("code", true)]
    [InlineData("\"text\"", false)]
    public void A_line_is_too_long_by_its_code_and_not_by_its_text(string repeated, bool expected)
        => Assert.Equal(expected, TooLong(string.Concat(Enumerable.Repeat(repeated, Longest))).Any());

    private static IEnumerable<string> SourcesIn(string folder) => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static IEnumerable<string> TooLong(string source) => RawText().Replace(source, "").Split('\n')
        .Where(line => line.Length > Longest && Text().Replace(line, "").Length > Longest / 2);

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLength();

    [GeneratedRegex(@"^\s+(?:public|private|internal|protected)\b[^=]*=>$")]
    private static partial Regex TrailingArrow();

    [GeneratedRegex("\"{3}.*?\"{3}", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Text();
}
