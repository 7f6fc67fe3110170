using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>"Zürich" in both of Unicode's spellings, from upload to answer.</summary>
[Trait("runs", "through the worker")]
public sealed class NormalFormTests(SharedAzurite azurite)
{
    [Theory]
    [InlineData("Zu\u0308rich")]
    [InlineData("Zürich")]
    public async Task A_document_is_found_however_it_and_the_query_spell_their_letters(string spelling)
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        await app.IngestAsync(
            ("apart.md", "Banks of Zu\u0308rich keep gold."), ("composed.md", "Banks of Zürich keep gold."), ("other.md", "The rich keep gold."));

        using var answer = await app.SearchAsync(new { query = spelling });

        var results = answer.RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["apart.md", "composed.md"], results.Take(2).Select(result => result.GetProperty("document").GetString()).Order());
        Assert.Equal(results[0].GetProperty("score").GetDouble(), results[1].GetProperty("score").GetDouble());
        Assert.All(results.Take(2), result => Assert.Equal("Banks of Zürich keep gold.", result.GetProperty("text").GetString()), throwIfEmpty: true);
        Assert.Equal("Zürich", answer.RootElement.GetProperty("query").GetString());
    }
}
