using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>What the app's functions did, in order; and what they are to do: the app asks here, over HTTP.</summary>
public sealed class Diary : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Diary(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<string> Entries { get; } = new();

    /// <summary>Runs before the function goes on; a function whose entry throws here fails.</summary>
    public Func<string, Task> OnEntry { get; set; } = _ => Task.CompletedTask;

    public static async Task<Diary> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var diary = new Diary(app);
        app.Run(diary.TakeAsync);
        await app.StartAsync();
        return diary;
    }

    /// <summary>Returns the entries that begin so, once there are as many.</summary>
    public async Task<IReadOnlyList<string>> WhenAsync(string start, int count = 1)
    {
        List<string> entries = [];
        await Waiting.UntilAsync(() =>
        {
            entries = Entries.Where(entry => entry.StartsWith(start, StringComparison.Ordinal)).ToList();
            return entries.Count >= count;
        }, what: $"{count} × '{start}'");
        return entries;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var entry = (await context.Request.ReadFromJsonAsync<string>())!;
        Entries.Enqueue(entry);
        try
        {
            await OnEntry(entry).WaitAsync(context.RequestAborted);
        }
        catch (Exception)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
