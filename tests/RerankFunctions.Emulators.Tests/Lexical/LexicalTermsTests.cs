using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Tests.Lexical;

public sealed class LexicalTermsTests
{
    [Theory]
    [InlineData("scale", "Scaling", "scaled", "SCALES")]
    [InlineData("normalise", "normalization", "normalised", "normalizing")]
    [InlineData("category", "categories")]
    [InlineData("split", "splitting", "splits")]
    [InlineData("impute", "imputation", "imputed")]
    [InlineData("class", "classes")]
    [InlineData("model", "model's", "models")]
    public void Forms_of_a_word_are_one_term(string word, params string[] forms)
    {
        var term = Assert.Single(LexicalTerms.FindTerms(word));
        Assert.All(forms, form => Assert.Equal([term], LexicalTerms.FindTerms(form)), throwIfEmpty: true);
    }

    [Theory]
    [InlineData("scale", "scalar")]
    [InlineData("bin", "being")]
    public void Different_words_stay_different_terms(string one, string other)
        => Assert.NotEqual(LexicalTerms.FindTerms(one), LexicalTerms.FindTerms(other));

    [Fact]
    public void Stop_words_and_punctuation_are_left_out_and_order_is_kept()
        => Assert.Equal(["one", "hot", "encod", "vs", "10"], LexicalTerms.FindTerms("What is the one-hot encoding, vs. the 10?"));

    [Fact]
    public void A_text_of_stop_words_has_no_terms() => Assert.Empty(LexicalTerms.FindTerms("what is it, and why?"));

    [Fact]
    public void A_word_longer_than_the_longest_term_is_cut()
        => Assert.Equal(TermReader.LongestTerm, Assert.Single(LexicalTerms.FindTerms(new string('q', 500))).Length);

    [Fact]
    public void Letters_of_any_alphabet_make_words()
        => Assert.Equal(["größen", "масштаб"], LexicalTerms.FindTerms("Größen; Масштаб!"));
}
