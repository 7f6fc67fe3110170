using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Tests.Lexical;

public sealed class TokenCountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n\t", 0)]
    [InlineData("a short line.", 4)]
    [InlineData("standardisation", 2)]
    [InlineData("標準化", 3)]
    public void Words_punctuation_and_ideographs_are_counted(string text, int tokens)
        => Assert.Equal(tokens, TokenCount.CountTokens(text));

    [Theory]
    [InlineData("one two three", 2, "one two ")]
    [InlineData("one two three", 3, "one two three")]
    [InlineData("one", 0, "")]
    [InlineData("standardisation", 1, "standard")]
    public void The_first_tokens_of_a_text_are_cut_between_tokens(string text, int tokens, string first)
    {
        Assert.Equal(first, TokenCount.First(text, tokens).ToString());
        Assert.Equal(text[first.Length..], TokenCount.Read(text, TokenCount.CountTokens(text) - tokens, keepEnd: true).ToString());
    }
}
