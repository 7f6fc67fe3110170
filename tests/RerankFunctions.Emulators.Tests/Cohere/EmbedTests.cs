using System.Net;
using System.Text.Json;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class EmbedTests : CohereCaller
{
    private static readonly string TooLong = string.Join(' ', Enumerable.Repeat("filler", 511)) + " kept beyond";

    [Fact]
    public async Task The_answer_has_the_shape_of_the_service()
    {
        var reply = await EmbedAsync(EmbedJson(["feature scaling", "whole-tone scale"]));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["id", "texts", "embeddings", "meta", "response_type"], reply.Json.EnumerateObject().Select(p => p.Name));
        Assert.True(Guid.TryParse(reply.Json.GetProperty("id").GetString(), out _));
        Assert.Equal("""["feature scaling","whole-tone scale"]""", reply.Json.GetProperty("texts").GetRawText());
        Assert.Equal("""{"api_version":{"version":"2"},"billed_units":{"input_tokens":6}}""", reply.Json.GetProperty("meta").GetRawText());
        Assert.Equal("embeddings_by_type", reply.Json.GetProperty("response_type").GetString());
    }

    [Fact]
    public async Task It_says_which_model_really_ran()
        => Assert.Equal("emulator/lexical-embed", (await EmbedAsync(EmbedJson(["a text"]))).Model);

    [Theory]
    [InlineData("embed-english-v3.0", 1024)]
    [InlineData("embed-multilingual-v3.0", 1024)]
    [InlineData("embed-english-light-v3.0", 384)]
    [InlineData("embed-multilingual-light-v3.0", 384)]
    [InlineData("embed-v4.0", 1536)]
    [InlineData(CohereEmulator.EmbedModel, 1024)]
    public async Task Vectors_have_the_length_of_the_model_and_unit_norm(string model, int dimensions)
    {
        var vectors = (await EmbedAsync(EmbedJson(["feature scaling", "", "the of", "a b c d e f g h i j"], model))).Vectors;

        Assert.Equal(4, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(dimensions, vector.Length), throwIfEmpty: true);
        Assert.All(vectors, vector => Assert.Equal(1, vector.Sum(value => (double)value * value), 1e-4), throwIfEmpty: true);
    }

    [Theory]
    [InlineData("embed-v4.0", 256)]
    [InlineData("embed-v4.0", 1024)]
    [InlineData("embed-english-v3.0", 1024)]
    public async Task A_length_that_the_model_offers_can_be_asked_for(string model, int dimensions)
    {
        var reply = await EmbedAsync(EmbedJson(["a text"], model, more: $",\"output_dimension\":{dimensions}"));

        Assert.Equal(dimensions, reply.Vectors[0].Length);
    }

    [Fact]
    public async Task The_same_text_has_the_same_vector_whatever_its_input_type_and_place()
    {
        var alone = (await EmbedAsync(EmbedJson(["feature scaling"], inputType: "search_query"))).Vectors[0];
        var second = (await EmbedAsync(EmbedJson(["another", "feature scaling"]))).Vectors[1];

        Assert.Equal(alone, second);
    }

    [Fact]
    public async Task Texts_that_share_words_are_closer_than_texts_that_do_not()
    {
        var vectors = (await EmbedAsync(EmbedJson(["scaling features", "why scale a feature?", "notes of the octave"]))).Vectors;

        Assert.True(Dot(vectors[0], vectors[1]) > 0.6);
        Assert.True(Math.Abs(Dot(vectors[0], vectors[2])) < 0.2);
    }

    [Theory]
    [InlineData("END", true, false)]
    [InlineData("START", false, true)]
    public async Task A_text_beyond_512_tokens_is_cut_at_the_end_that_was_asked_for(string truncate, bool endIsCut, bool startIsCut)
    {
        var more = $",\"truncate\":\"{truncate}\"";
        var reply = await EmbedAsync(EmbedJson([TooLong, TooLong + " extra", "first " + TooLong], more: more));

        Assert.Equal(3 * 512, reply.Json.GetProperty("meta").GetProperty("billed_units").GetProperty("input_tokens").GetInt32());
        Assert.Equal(endIsCut, reply.Vectors[0].SequenceEqual(reply.Vectors[1]));
        Assert.Equal(startIsCut, reply.Vectors[0].SequenceEqual(reply.Vectors[2]));
    }

    [Fact]
    public async Task A_text_is_cut_at_its_end_unless_told_otherwise()
    {
        var vectors = (await EmbedAsync(EmbedJson([TooLong, TooLong + " extra"]))).Vectors;

        Assert.Equal(vectors[0], vectors[1]);
    }

    [Fact]
    public async Task Every_type_of_embedding_can_be_asked_for_at_once()
    {
        var reply = await EmbedAsync(EmbedJson(
            ["feature scaling"], more: ",\"embedding_types\":[\"float\",\"int8\",\"uint8\",\"binary\",\"ubinary\",\"base64\"]"));
        var embeddings = reply.Json.GetProperty("embeddings");
        var floats = reply.Vectors[0];
        var int8 = Integers(embeddings, "int8");

        Assert.Equal(1024, int8.Length);
        Assert.Equal(127, int8.Max(Math.Abs));
        Assert.All(int8.Zip(floats), pair => Assert.Equal(Math.Sign(pair.Second), Math.Sign(pair.First)), throwIfEmpty: true);
        Assert.Equal(int8.Select(value => value + 128), Integers(embeddings, "uint8"));
        Assert.Equal(128, Integers(embeddings, "ubinary").Length);
        Assert.Equal(Integers(embeddings, "ubinary").Select(value => value - 128), Integers(embeddings, "binary"));
        Assert.Equal(floats, Floats(embeddings.GetProperty("base64")[0].GetBytesFromBase64()));
    }

    [Fact]
    public async Task Ninety_six_texts_are_embedded_in_their_order()
    {
        var texts = Enumerable.Range(0, 96).Select(i => $"text number{i}").ToArray();
        var vectors = (await EmbedAsync(EmbedJson(texts))).Vectors;
        var last = (await EmbedAsync(EmbedJson([texts[95]]))).Vectors[0];

        Assert.Equal(96, vectors.Length);
        Assert.Equal(last, vectors[95]);
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static int[] Integers(JsonElement embeddings, string type)
        => [.. embeddings.GetProperty(type)[0].EnumerateArray().Select(value => value.GetInt32())];

    private static float[] Floats(byte[] bytes)
        => [.. bytes.Chunk(sizeof(float)).Select(four => BitConverter.ToSingle(four))];
}
