using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Pipeline.Tests.Retrieval;

/// <summary>A filter never lets a passage through that does not fit, and never loses one that does: against a reading of its own.</summary>
public sealed class FilterPropertyTests
{
    private const int Rounds = 4;
    private const int FiltersARound = 100;

    [Fact]
    public async Task What_a_filter_lets_through_is_what_fits()
    {
        var (some, all) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            await using var index = await RetrievedIndex.StartAsync(("Search:MetadataFields", "lang, year:number, at:datetime"));
            var passages = FilteredPassage.Some(random);
            foreach (var document in passages.GroupBy(passage => passage.Document))
                await index.AddAsync(document.First().State, [.. document.Select(passage => (passage.AsChunk(), new float[] { 1, 0 }))]);

            var parser = index.Services.GetRequiredService<FilterParser>();
            for (var i = 0; i < FiltersARound; i++, all++)
            {
                var filter = GeneratedFilter.Any(random, depth: 3);
                var errors = new Dictionary<string, string>();
                var parsed = parser.Parse(filter.Json.Deserialize<Dictionary<string, JsonElement>>(), errors);
                Assert.Empty(errors);
                var found = await index.RetrieveAsync("dense", "a", [1, 0], limit: passages.Count, parsed);

                var expected = passages.Where(filter.Fits).Select(passage => $"{passage.Document} {passage.Chunk}").Order(StringComparer.Ordinal).ToList();
                Assert.True(
                    expected.SequenceEqual(found.Select(candidate => candidate.Text).Order(StringComparer.Ordinal)),
                    $"{filter.Json.ToJsonString()}\nfound {string.Join(", ", found.Select(candidate => candidate.Text))}\nnot {string.Join(", ", expected)}");
                some += expected.Count > 0 && expected.Count < passages.Count ? 1 : 0;
            }
        }

        Assert.True(some > all / 2, $"Only {some} of {all} filters tell passages apart.");
    }
}
