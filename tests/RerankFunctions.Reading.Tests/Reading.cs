using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Reading.Tests;

/// <summary>Reads documents as the app does: by the registered readers, in processes of their own where those are.</summary>
internal static class Reading
{
    public static Task<List<Block>> ReadAsync(string name, string content, params (string Setting, string Value)[] settings)
        => ReadAsync(name, Encoding.UTF8.GetBytes(content), settings);

    public static async Task<List<Block>> ReadAsync(string name, byte[] content, params (string Setting, string Value)[] settings)
    {
        using var stream = new MemoryStream(content);
        return await ReadAsync(name, stream, settings);
    }

    public static async Task<List<Block>> ReadAsync(string name, Stream content, params (string Setting, string Value)[] settings)
    {
        return (await WithNotesAsync(name, content, settings)).Blocks;
    }

    /// <summary>What is read, and what is told of it.</summary>
    public static async Task<(List<Block> Blocks, IReadOnlyList<string> Notes)> WithNotesAsync(
        string name, Stream content, params (string Setting, string Value)[] settings)
    {
        await using var provider = Readers(settings);
        var blocks = new List<Block>();
        var notes = new ReadingNotes();
        var reader = provider.GetRequiredService<DocumentReaders>().For(name, "");
        await foreach (var block in reader.ReadAsync(content, notes, TestContext.Current.CancellationToken))
            blocks.Add(block);
        return (blocks, notes.All);
    }

    /// <summary>Begins to read it so many times, takes one block each time, and reads it whole at last.</summary>
    public static async Task<List<Block>> FirstAsync(string name, byte[] content, int times, params (string Setting, string Value)[] settings)
    {
        await using var provider = Readers(settings);
        var reader = provider.GetRequiredService<DocumentReaders>().For(name, "");
        var blocks = new List<Block>();
        for (var time = 0; time <= times; time++)
        {
            using var stream = new MemoryStream(content);
            await foreach (var block in reader.ReadAsync(stream, new ReadingNotes(), TestContext.Current.CancellationToken))
            {
                blocks.Add(block);
                if (time < times)
                    break;
            }
        }

        return blocks;
    }

    public static ServiceProvider Readers(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Reading:{setting.Setting}", (string?)setting.Value))).Build());
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section);
        services.AddDocumentReaders();
        return services.BuildServiceProvider();
    }

    /// <returns>Why it was refused.</returns>
    public static async Task<UnreadableDocumentException> RefusedAsync(string name, byte[] content, params (string Setting, string Value)[] settings)
        => await Assert.ThrowsAsync<UnreadableDocumentException>(() => ReadAsync(name, content, settings));

    public static Task<UnreadableDocumentException> RefusedAsync(string name, string content, params (string Setting, string Value)[] settings)
        => RefusedAsync(name, Encoding.UTF8.GetBytes(content), settings);

    /// <summary>Kind and text, as in "Heading2 Setup".</summary>
    public static string[] Outline(IEnumerable<Block> blocks)
        => [.. blocks.Select(block => $"{block.Kind}{(block.Level > 0 ? block.Level : "")} {block.Text}")];
}
