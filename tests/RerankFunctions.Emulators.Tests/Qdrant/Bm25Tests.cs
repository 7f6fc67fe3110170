using System.Text;
using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Text;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class Bm25Tests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("hello", 0x248bfa47u)]
    [InlineData("hello, world", 0x149bbb7fu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x2e4ff723u)]
    public void Hashes_are_those_of_MurmurHash3(string text, uint hash)
        => Assert.Equal(hash, MurmurHash.HashBytes(Encoding.UTF8.GetBytes(text)));

    // From Snowball's own vocabulary of the English stemmer, and some that its rules name.
    [Theory]
    [InlineData("consistency", "consist")]
    [InlineData("consolations", "consol")]
    [InlineData("conspiracy", "conspiraci")]
    [InlineData("knightly", "knight")]
    [InlineData("knotted", "knot")]
    [InlineData("knives", "knive")]
    [InlineData("generously", "generous")]
    [InlineData("generically", "generic")]
    [InlineData("caresses", "caress")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("agreed", "agre")]
    [InlineData("luxuriating", "luxuri")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("say", "say")]
    [InlineData("by", "by")]
    [InlineData("cry", "cri")]
    [InlineData("normalization", "normal")]
    [InlineData("relational", "relat")]
    [InlineData("conditionally", "condit")]
    [InlineData("skis", "ski")]
    [InlineData("scaling", "scale")]
    [InlineData("scaled", "scale")]
    [InlineData("youth", "youth")]
    [InlineData("sky", "sky")]
    [InlineData("bias", "bias")]
    [InlineData("proceed", "proceed")]
    public void Words_have_the_stems_of_Snowballs_English_stemmer(string word, string stem) => Assert.Equal(stem, EnglishStem.StemWord(word));

    [Fact]
    public void Words_are_cut_at_what_is_no_letter_or_digit_lowered_and_rid_of_stop_words()
    {
        Assert.Equal(["naïv", "scale", "x2", "日本語"], Bm25Text.Words("The naïv, SCALING of x2: 日本語!", new Bm25Options()));
        Assert.Equal(["the", "scaling"], Bm25Text.Words("The SCALING", new Bm25Options(English: false)));
    }

    [Fact]
    public async Task A_document_gets_its_weights_by_the_formula_and_a_query_ones_by_rarity()
    {
        await using var session = await StartWithCollectionAsync();
        var document = Bm25("the cat sat on the");
        document.Options.Add("language", "none");
        document.Options.Add("avg_len", 5L);
        await session.UpsertAsync(new PointStruct { Id = 1ul, Vectors = new Dictionary<string, Vector> { ["bm25"] = document } });

        var stored = Assert.Single(await session.Client.RetrieveAsync(Collection, [1ul], false, true, cancellationToken: Cancelled));
        var sparse = stored.Vectors.Vectors.Vectors["bm25"].GetSparseVector()!;
        // Twice in a document of the expected length: 2 (k + 1) / (2 + k).
        Assert.Equal(1.375f, sparse.Values[sparse.Indices.IndexOf(Bm25Text.Index("the"))], 1e-6f);
        Assert.Equal(1f, sparse.Values[sparse.Indices.IndexOf(Bm25Text.Index("cat"))], 1e-6f);

        var query = Bm25("cat");
        query.Options.Add("language", "none");
        var hit = Assert.Single(await session.Client.QueryAsync(Collection, query, usingVector: "bm25", cancellationToken: Cancelled));
        Assert.Equal(MathF.Log((1 - 1 + 0.5f) / (1 + 0.5f) + 1), hit.Score, 1e-6f);
    }

    [Fact]
    public async Task Rare_words_count_more_and_points_without_any_are_not_found()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(
            Text(1, "scale the features"), Text(2, "scale the columns"), Text(3, "regularisation"), Text(4, "nothing of it"), Point(5));

        var hits = await session.Client.QueryAsync(
            Collection, Bm25("Does regularisation need scaled features?"), usingVector: "bm25", cancellationToken: Cancelled);

        Assert.Equal([1ul, 3ul, 2ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task The_models_name_is_taken_in_any_case_and_without_its_prefix()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Text(1, "words"));

        foreach (var model in new[] { "Qdrant/BM25", "bm25" })
        {
            var query = new Document { Text = "words", Model = model };
            Assert.Single(await session.Client.QueryAsync(Collection, query, usingVector: "bm25", cancellationToken: Cancelled));
        }
    }

    [Fact]
    public async Task Other_models_are_refused_as_by_a_Qdrant_without_an_inference_service()
    {
        await using var session = await StartWithCollectionAsync();
        var document = new Document { Text = "words", Model = "some/model" };
        const string Message = "Service internal error: InferenceService URL not configured - please provide valid address in config";

        await RefusedAsync(
            StatusCode.Internal, Message,
            () => session.UpsertAsync(new PointStruct { Id = 1ul, Vectors = new Dictionary<string, Vector> { ["dense"] = document } }));
        await RefusedAsync(
            StatusCode.Internal, $"Inference error: {Message}",
            () => session.Client.QueryAsync(Collection, document, usingVector: "dense", cancellationToken: Cancelled));
    }
}
