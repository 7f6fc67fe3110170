namespace RerankFunctions.Reading.Tests;

public sealed class RaisedTextTests
{
    [Theory]
    [InlineData("The plant makes 10", "6", " bolts", "The plant makes 10^6 bolts")]
    [InlineData("3×10", "8", " m/s", "3×10^8 m/s")]
    [InlineData("about 10", "-3", " mol", "about 10^-3 mol")]
    [InlineData("5 m", "2", "", "5 m^2")]
    [InlineData("E=mc", "2", ".", "E=mc^2.")]
    [InlineData("2", "10", "=1024", "2^10=1024")]
    [InlineData("(a+b)", "2", "", "(a+b)^2")]
    [InlineData("10", "n+1", "", "10^(n+1)")]
    [InlineData("in 2019", "1", "", "in 2019 (1)")]
    [InlineData("in 2019", "1)", " and", "in 2019 (1) and")]
    [InlineData("rose to 250", "3", ".", "rose to 250 (3).")]
    [InlineData("words", "12", " go on", "words (12) go on")]
    [InlineData("in 2019", "a", " more", "in 2019 (a) more")]
    [InlineData("99.5", "a", "", "99.5 (a)")]
    [InlineData("la 1", "a", " edición", "la 1a edición")]
    [InlineData("a word", "a", " more", "a word (a) more")]
    [InlineData("text.", "4", " More", "text. (4) More")]
    [InlineData("1,250", "2, 3", "", "1,250 (2, 3)")]
    [InlineData("the 1", "st", " of May", "the 1st of May")]
    [InlineData("XIX", "e", " siècle", "XIXe siècle")]
    [InlineData("Acme", "®", " pumps", "Acme® pumps")]
    [InlineData("1", "1", "/2 inch", "1 1/2 inch")]
    [InlineData("", "1", "See there", "(1) See there")]
    public void Powers_notes_and_endings_are_told_apart(string before, string raised, string after, string expected)
    {
        var text = new RaisedText();
        text.Append(before).AppendRaised(raised);
        text.Append(after);

        Assert.Equal(expected, text.ToString());
    }
}
