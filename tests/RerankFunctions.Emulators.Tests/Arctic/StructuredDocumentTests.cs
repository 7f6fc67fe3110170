using RerankFunctions.Emulators.Arctic;

namespace RerankFunctions.Emulators.Tests.Arctic;

public sealed class StructuredDocumentTests
{
    [Theory]
    [InlineData("title: A\nheading: A > B\ntext: C", "A > B\n\nC")]
    [InlineData("title: A\nheading: A\ntext: C", "A\n\nC")]
    [InlineData("title: A\nheading: B\ntext: C", "A > B\n\nC")]
    [InlineData("text: C", "C")]
    [InlineData("title: A\ntext: |-\n  C\n  D", "A\n\nC\nD")]
    [InlineData("Some text: it has a colon", "Some text: it has a colon")]
    [InlineData("A page about text: \"unbalanced", "A page about text: \"unbalanced")]
    [InlineData("text: [1, 2]", "text: [1, 2]")]
    [InlineData("just words", "just words")]
    public void Its_values_are_what_it_says(string document, string text) => Assert.Equal(text, StructuredDocument.Text(document));
}
