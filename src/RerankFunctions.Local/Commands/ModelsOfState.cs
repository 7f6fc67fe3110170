using System.Text.Json;
using RerankFunctions.Local.Display;
using RerankFunctions.Local.Stack;

namespace RerankFunctions.Local.Commands;

/// <summary>
/// Which models the documents of a state folder were last indexed with. With others they are in another collection, and since no trigger
/// tells of documents that are as they were, they are queued.
/// </summary>
internal static class ModelsOfState
{
    public static async Task BringUpToDateAsync(LocalStack stack, StateFolder state, string? key, CancellationToken cancellationToken)
    {
        var note = Path.Combine(state.Root, "models.txt");
        var now = stack.Dependencies.First(dependency => dependency.Name == "Cohere").What;
        if (File.Exists(note) && await File.ReadAllTextAsync(note, cancellationToken) == now)
            return;

        using var client = new HttpClient { BaseAddress = stack.BaseAddress };
        if (key is not null)
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        var (queued, cursor) = (0, (string?)null);
        do
        {
            using var answer = await client.PostAsync(
                $"api/reconcile{(cursor is null ? "" : $"?cursor={Uri.EscapeDataString(cursor)}")}", content: null, cancellationToken);
            answer.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            queued += page.RootElement.GetProperty("requeued").GetArrayLength();
            cursor = page.RootElement.GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        if (queued > 0)
            Output.Step($"Indexing {queued} documents anew: they were not with {now}");
        await File.WriteAllTextAsync(note, now, cancellationToken);
    }
}
