using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading.Isolation;

/// <summary>What runs in a reader process: one document, from a file to lines of JSON.</summary>
public static class ReaderProgram
{
    public static async Task<int> RunAsync(TextReader input, Stream output)
    {
        var request = JsonSerializer.Deserialize(await input.ReadLineAsync() ?? "", ReaderJson.Lines.ReaderRequest)!;
        ExitWithParent(input);
        var reader = ReaderOf(request);
        await SendAsync(output, new ReaderMessage());
        await output.FlushAsync();
        await SendAsync(output, await ReadAsync(reader, request.Path, output));
        await output.FlushAsync();
        return 0;
    }

    private static IDocumentReader ReaderOf(ReaderRequest request)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(request.Options));
        services.AddFormatReaders();
        return services.BuildServiceProvider().GetServices<IDocumentReader>().Single(reader => reader.Name == request.Reader);
    }

    private static async Task<ReaderMessage> ReadAsync(IDocumentReader reader, string path, Stream output)
    {
        try
        {
            await using var content = ReadableFile.Open(path);
            var notes = new ReadingNotes();
            await foreach (var block in reader.ReadAsync(content, notes, CancellationToken.None))
                await SendAsync(output, new ReaderMessage { Block = block });
            return new ReaderMessage { Done = true, Notes = notes.All, Fields = notes.Fields };
        }
        catch (UnreadableDocumentException unreadable)
        {
            return new ReaderMessage { Unreadable = unreadable.Message, Unsupported = unreadable.Unsupported };
        }
    }

    private static async Task SendAsync(Stream output, ReaderMessage message)
    {
        await JsonSerializer.SerializeAsync(output, message, ReaderJson.Lines.ReaderMessage);
        output.WriteByte((byte)'\n');
    }

    // A worker that dies leaves no reader behind, even one that hangs.
    private static void ExitWithParent(TextReader input) => new Thread(() =>
    {
        input.ReadToEnd();
        Environment.Exit(1);
    })
    { IsBackground = true }.Start();
}
