using System.Net;
using RerankFunctions.Local;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class SampleQuestionTests : CohereCaller
{
    private const int Candidates = 10;

    private static readonly string Samples = Repository.Path("samples");

    public static TheoryData<string, string> Questions => new()
    {
        { "Why should features be scaled before training a model?", "preprocessing/feature-scaling.md" },
        { "What is the difference between standardization and normalization?", "preprocessing/standardisation-vs-normalisation.md" },
        { "How do I scale a column that contains extreme outliers?", "preprocessing/robust-scaling.html" },
        { "Do decision trees and random forests need feature scaling?", "modelling/which-models-need-scaling.md" },
        { "How can missing values be filled in?", "preprocessing/missing-values.md" },
        { "Is it leakage to fit the scaler on the test set?", "modelling/data-leakage.html" },
        { "How many folds should I use in cross-validation?", "modelling/cross-validation.md" },
        { "How do I encode a categorical column with thousands of distinct values?", "preprocessing/target-encoding.html" },
        { "How does SMOTE help with rare classes?", "modelling/class-imbalance.md" },
        { "When should I add read replicas to a database?", "near-misses/database-scaling.html" },
        { "How many notes does a major scale have?", "near-misses/musical-scales.txt" },
        { "How can I tell the age of a fish from its scales?", "near-misses/fish-scales.html" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_document_that_answers_comes_first_after_embedding_and_reranking(string question, string expected)
    {
        var paths = Directory.GetFiles(Samples, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var texts = paths.Select(File.ReadAllText).ToArray();
        var documents = (await EmbedAsync(EmbedJson(texts))).Vectors;
        var query = (await EmbedAsync(EmbedJson([question], inputType: "search_query"))).Vectors[0];

        var candidates = Enumerable.Range(0, texts.Length)
            .OrderByDescending(i => Dot(query, documents[i]))
            .Take(Candidates)
            .ToArray();
        var reranked = await RerankAsync(RerankJson(question, [.. candidates.Select(i => texts[i])]));

        Assert.Equal(HttpStatusCode.OK, reranked.Status);
        Assert.Equal(expected, Name(paths[candidates[reranked.Results[0].Index]]));
    }

    private static string Name(string path) => Path.GetRelativePath(Samples, path).Replace('\\', '/');

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
