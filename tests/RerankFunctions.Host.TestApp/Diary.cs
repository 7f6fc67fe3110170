using System.Net.Http.Json;

namespace RerankFunctions.Host.TestApp;

/// <summary>Tells the test what a function does, and does what the test answers: waits, goes on, or fails.</summary>
public sealed class Diary(HttpClient test)
{
    public async Task WriteAsync(string entry, CancellationToken cancellationToken)
    {
        using var answer = await test.PostAsJsonAsync("", entry, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"As told: {entry}");
    }
}
