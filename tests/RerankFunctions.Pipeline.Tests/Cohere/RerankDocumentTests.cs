using FsCheck.Xunit;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Retrieval;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RerankFunctions.Pipeline.Tests.Cohere;

public sealed class RerankDocumentTests
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(LowerCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    private static readonly IDeserializer Deserializer = new DeserializerBuilder().Build();

    [Fact]
    public void Title_heading_and_text_are_a_mapping_in_this_order()
        => Assert.Equal(
            "title: Scaling\nheading: 'Guide > Why: units'\ntext: >-\n  Features differ in units.\n\n  Scale them.\n",
            Write("Scaling", "Guide > Why: units", "Features differ in units.\nScale them.").ReplaceLineEndings("\n"));

    [Fact]
    public void What_a_passage_has_not_is_left_out()
        => Assert.Equal("text: Alone.\n", Write(null, null, "Alone.").ReplaceLineEndings("\n"));

    [Property(MaxTest = 500)]
    public void The_bytes_are_a_serialisers_whatever_the_text(string? title, string? heading, string? text)
    {
        var written = Write(title, heading, text ?? "");
        Assert.Equal(Serializer.Serialize(new { Title = title, Heading = heading, Text = text ?? "" }), written);
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("true")]
    [InlineData("- a list?")]
    [InlineData("key: value")]
    [InlineData("# no comment")]
    [InlineData("trailing space ")]
    [InlineData("line\n\n  indented\n\tand tabbed\n")]
    [InlineData("\u0000 \u0085 \u2028 \ud83d\ude00")]
    public void Text_that_looks_like_yaml_is_the_same_text_when_read(string text)
    {
        var written = Write("t", null, text);
        Assert.Equal(Serializer.Serialize(new { Title = "t", Text = text }), written);
        Assert.Equal(text, Deserializer.Deserialize<Dictionary<string, string>>(written)["text"]);
    }

    private static string Write(string? title, string? heading, string text) => RerankDocument.Write(
        new Candidate(new DocumentId("a.md"), 0, title, heading, null, null, text, new Dictionary<string, string>(), 0));
}
