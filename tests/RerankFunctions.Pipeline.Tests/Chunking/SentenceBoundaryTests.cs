using RerankFunctions.Pipeline.Chunking;

namespace RerankFunctions.Pipeline.Tests.Chunking;

public sealed class SentenceBoundaryTests
{
    /// <summary>A bar stands where the text is to be cut.</summary>
    [Theory]
    [InlineData("It scales. |It works! |Does it? |Yes.")]
    [InlineData("Pi is 3.14 or so. |Version 1.2.3 is out.")]
    [InlineData("Use scaling, e.g. Min-Max, or i.e. nothing. |Ask Dr. Smith or Mrs. Jones et al. Today.")]
    [InlineData("J. R. Tolkien wrote it. |The U.S. Army read it.")]
    [InlineData("See Fig. 3 and No. 5. |No. |That is all.")]
    [InlineData("\"Really?\" he asked. |\"Yes.\" |She left.")]
    [InlineData("(It ended.) |[So it did.] |Next.")]
    [InlineData("Wait... what? |Well… |Then go on... |Now.")]
    [InlineData("Really?! |Yes.")]
    [InlineData("終わりです。|次の文です！|最後？")]
    [InlineData("彼は「はい。」|と言った。")]
    [InlineData("یہ جملہ ہے۔ |دوسرا۔")]
    [InlineData("यह वाक्य है। |दूसरा।")]
    [InlineData("the company lost money. |it expires in 2027. |a tax asset was found.")]
    [InlineData("14. Debt is here. |It grew.")]
    [InlineData("We met at 5 p.m. |The room was full at 6 p.m. already.")]
    [InlineData("first line\n|second line")]
    [InlineData("no end at all")]
    [InlineData("see www.example.com for more. |Bye.")]
    [InlineData("It costs 5. |In 2027 it will be 6.")]
    public void Sentences_end_where_readers_see_it(string marked)
    {
        var text = marked.Replace("|", "", StringComparison.Ordinal);
        var sentences = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = SentenceBoundary.EndOf(text, start);
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            sentences.Add(text[start..end]);
            start = end;
        }

        Assert.Equal(marked, string.Join('|', sentences));
    }
}
