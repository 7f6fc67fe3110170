using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Ingestion.Reading;

namespace RerankFunctions.Pipeline.Tests.Reading;

/// <summary>Reads documents as the app does: by the registered readers, in processes of their own where those are.</summary>
internal static class Reading
{
    public static Task<List<Block>> ReadAsync(string name, string content, params (string Setting, string Value)[] settings) =>
        ReadAsync(name, Encoding.UTF8.GetBytes(content), settings);

    public static async Task<List<Block>> ReadAsync(string name, byte[] content, params (string Setting, string Value)[] settings)
    {
        using var stream = new MemoryStream(content);
        return await ReadAsync(name, stream, settings);
    }

    public static async Task<List<Block>> ReadAsync(string name, Stream content, params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Reading:{setting.Setting}", (string?)setting.Value))).Build());
        services.AddDocumentReaders();
        await using var provider = services.BuildServiceProvider();
        var reader = provider.GetRequiredService<DocumentReaders>().For(name, "application/octet-stream");
        var blocks = new List<Block>();
        await foreach (var block in reader.ReadAsync(content, TestContext.Current.CancellationToken))
            blocks.Add(block);
        return blocks;
    }

    /// <returns>Why it was refused.</returns>
    public static async Task<UnreadableDocumentException> RefusedAsync(string name, byte[] content, params (string Setting, string Value)[] settings) =>
        await Assert.ThrowsAsync<UnreadableDocumentException>(() => ReadAsync(name, content, settings));

    public static Task<UnreadableDocumentException> RefusedAsync(string name, string content, params (string Setting, string Value)[] settings) =>
        RefusedAsync(name, Encoding.UTF8.GetBytes(content), settings);

    /// <summary>Kind and text, as in "Heading2 Setup".</summary>
    public static string[] Outline(IEnumerable<Block> blocks) =>
        [.. blocks.Select(block => $"{block.Kind}{(block.Level > 0 ? block.Level : "")} {block.Text}")];
}
