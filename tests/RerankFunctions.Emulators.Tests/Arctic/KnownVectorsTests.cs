using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Arctic;

/// <summary>What was embedded once is not embedded again: not by a rerank, not after a restart, not after a kill.</summary>
public sealed class KnownVectorsTests : IDisposable
{
    private static readonly string[] Texts = ["Scaling\n\nScale your features.", "Trees do not care."];

    private readonly string _folder = Directory.CreateTempSubdirectory("vectors").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_start_embeds_nothing_again()
    {
        var first = await WithModelsAsync(models => EmbedAsync(models, Texts), read: 2);
        var second = await WithModelsAsync(models => EmbedAsync(models, Texts), read: 0);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_embedded_again()
    {
        var first = await WithModelsAsync(models => EmbedAsync(models, Texts), read: 2);
        using (var file = File.OpenWrite(Directory.GetFiles(_folder).Single()))
            file.SetLength(file.Length - 5);

        Assert.Equal(first, await WithModelsAsync(models => EmbedAsync(models, Texts), read: 1));
        Assert.Equal(first, await WithModelsAsync(models => EmbedAsync(models, Texts), read: 0));
    }

    [Fact]
    public async Task What_is_no_vector_is_embedded_again()
    {
        var first = await WithModelsAsync(models => EmbedAsync(models, Texts), read: 2);
        using (var file = File.OpenWrite(Directory.GetFiles(_folder).Single()))
        {
            file.Position = file.Length - 800;
            file.Write(new byte[700]);
        }

        Assert.Equal(first, await WithModelsAsync(models => EmbedAsync(models, Texts), read: 1));
    }

    [Fact]
    public async Task Reranking_what_was_embedded_reads_the_query_alone()
        => await WithModelsAsync(
            async models =>
            {
                await EmbedAsync(models, ["A guide > Scaling\n\nScale your features: \"all\" of them."]);
                return await models.ScoreAsync(
                    "Why scale?", ["title: A guide\nheading: A guide > Scaling\ntext: 'Scale your features: \"all\" of them.'\n"], 4096, Cancelled);
            },
            read: 2);

    private async Task<T> WithModelsAsync<T>(Func<ArcticModels, Task<T>> use, int read)
    {
        Assert.SkipWhen(LocalModels.Missing is not null, $"The local model cannot run: {LocalModels.Missing}");
        await using var models = ArcticModels.Load(_folder);
        var result = await use(models);
        Assert.Equal(read, models.TextsRead);
        return result;
    }

    private static async Task<float[][]> EmbedAsync(ArcticModels models, string[] texts)
        => await models.EmbedAsync(new TextsToEmbed(texts, AreQueries: false, 512, KeepEnd: false, 384), Cancelled);
}
