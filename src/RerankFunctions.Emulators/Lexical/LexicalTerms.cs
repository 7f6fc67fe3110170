namespace RerankFunctions.Emulators.Lexical;

/// <summary>The terms of a text as the lexical models see them: lower-cased words without stop words, lightly stemmed.</summary>
public static class LexicalTerms
{
    /// <summary>The terms in order, with repeats. British and American spellings (-ise, -ize) give the same term.</summary>
    public static IReadOnlyList<string> FindTerms(string text)
    {
        var terms = new List<string>();
        var reader = new TermReader(text, stackalloc char[TermReader.LongestTerm]);
        while (reader.Read())
            terms.Add(reader.Term.ToString());
        return terms;
    }
}
