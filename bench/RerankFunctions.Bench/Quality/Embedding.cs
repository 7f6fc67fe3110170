using System.Diagnostics;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Bench.Quality;

internal static class Embedding
{
    private const int AtOnce = 96;

    /// <summary>A vector for each text, with its progress on the error stream.</summary>
    public static async Task<List<float[]>> EmbedAsync(IEmulatorModels models, string[] texts, bool areQueries, int dimensions)
    {
        var started = Stopwatch.GetTimestamp();
        var vectors = new List<float[]>();
        foreach (var some in texts.Chunk(AtOnce))
        {
            vectors.AddRange(await models.EmbedAsync(new TextsToEmbed(some, areQueries, 512, KeepEnd: false, dimensions), default));
            Console.Error.Write($"\r{vectors.Count} of {texts.Length} in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s  ");
        }

        Console.Error.WriteLine();
        return vectors;
    }
}
