using System.Net;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Tests.Cohere;

namespace RerankFunctions.Emulators.Tests.Arctic;

/// <summary>The small open model behind Cohere's calls.</summary>
public sealed class LocalModelsTests(LoadedModels models) : CohereCaller
{
    protected override CohereEmulatorOptions Options => new() { Models = models.OrSkip() };

    [Fact]
    public async Task A_question_is_near_to_its_answer_in_other_words()
    {
        string[] texts =
        [
            "Questions about a model of a car are asked of a car dealer.",
            "Regularisation keeps a network from memorising its examples.",
            "The tallest mountain on Earth is Mount Everest.",
        ];

        var documents = (await EmbedAsync(EmbedJson(texts))).Vectors;
        var query = (await EmbedAsync(EmbedJson(["How can overfitting of a model be avoided?"], inputType: "search_query"))).Vectors[0];

        Assert.Equal(1, Enumerable.Range(0, texts.Length).MaxBy(i => Dot(query, documents[i])));
    }

    [Theory]
    [InlineData("embed-english-v3.0", 1024)]
    [InlineData("embed-v4.0", 1536)]
    [InlineData("embed-english-light-v3.0", 384)]
    [InlineData(LocalModels.EmbedModel, 1024)]
    public async Task Vectors_have_the_length_asked_for_and_end_in_zeros(string model, int dimensions)
    {
        var reply = await EmbedAsync(EmbedJson(["Scale your features."], model));

        Assert.Equal(LocalModels.EmbedModel, reply.Model);
        var vector = reply.Vectors.Single();
        Assert.Equal(dimensions, vector.Length);
        Assert.Equal(1, Dot(vector, vector), 1e-5);
        Assert.DoesNotContain(vector[384..], number => number != 0);
    }

    [Fact]
    public async Task Fewer_dimensions_than_the_model_has_are_refused_with_their_number()
    {
        var reply = await EmbedAsync(EmbedJson(["a"], "embed-v4.0", more: ",\"output_dimension\":256"));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("384", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_not_embedded_as_a_document_is()
    {
        var document = (await EmbedAsync(EmbedJson(["feature scaling"]))).Vectors.Single();
        var query = (await EmbedAsync(EmbedJson(["feature scaling"], inputType: "search_query"))).Vectors.Single();

        Assert.InRange(Dot(document, query), 0.5, 0.98);
    }

    [Theory]
    [InlineData("Café in Zürich", "Cafe\u0301 in Zu\u0308rich")]
    [InlineData("Café in Zürich", "cafe in zurich")]
    [InlineData("one two", "one\r\n  two")]
    [InlineData("it costs 5", "it costs 5\u200B")]
    public async Task What_the_model_reads_alike_has_one_vector(string one, string other)
    {
        var vectors = (await EmbedAsync(EmbedJson([one, other]))).Vectors;

        Assert.Equal(1, Dot(vectors[0], vectors[1]), 1e-5);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\U0001F600\U0001F600")]
    [InlineData("[SEP] [CLS] [PAD]")]
    [InlineData("日本語の文書")]
    public async Task Any_text_has_a_vector_of_unit_length(string text)
    {
        var vector = (await EmbedAsync(EmbedJson([text]))).Vectors.Single();

        Assert.Equal(1, Dot(vector, vector), 1e-5);
    }

    [Fact]
    public async Task Of_a_long_text_the_beginning_is_read_or_the_end()
    {
        var middle = string.Concat(Enumerable.Repeat("and so on ", 1000));
        var (whole, end) = ("Apples are red. " + middle + "Pears are green.", "Pears are green.");

        var byDefault = (await EmbedAsync(EmbedJson([whole, "Apples are red. " + middle]))).Vectors;
        var fromEnd = (await EmbedAsync(EmbedJson([whole, middle + end], more: ",\"truncate\":\"START\""))).Vectors;

        Assert.Equal(1, Dot(byDefault[0], byDefault[1]), 1e-5);
        Assert.Equal(1, Dot(fromEnd[0], fromEnd[1]), 1e-5);
        Assert.True(Dot(byDefault[0], fromEnd[0]) < 0.999);
    }

    [Fact]
    public async Task Reranking_prefers_the_answer_and_gives_scores_from_0_to_1()
    {
        string[] documents = ["A fish has scales.", "Scaling brings features to one range.", "title: Ranges\nheading: Ranges > Scaling\ntext: Scaling brings features to one range."];
        var reply = await RerankAsync(RerankJson("Why scale features?", documents));

        Assert.Equal(LocalModels.RerankModel, reply.Model);
        Assert.Equal(0, reply.Results[^1].Index);
        Assert.All(reply.Results, result => Assert.InRange(result.Score, 0, 1), throwIfEmpty: true);
        Assert.Equal(reply.Results.Select(result => result.Score).OrderDescending(), reply.Results.Select(result => result.Score));
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
