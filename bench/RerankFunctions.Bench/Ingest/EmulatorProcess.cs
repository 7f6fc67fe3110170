using System.Globalization;
using System.Text.Json;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;

namespace RerankFunctions.Bench.Ingest;

/// <summary>Both emulators, in memory, in a process of their own.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    public const string Role = "--emulators";

    private readonly ChildProcess _process;

    private EmulatorProcess(ChildProcess process, EmulatorAddresses addresses) => (_process, Addresses) = (process, addresses);

    public EmulatorAddresses Addresses { get; }

    public static async Task<EmulatorProcess> StartAsync(int dimensions)
    {
        var process = new ChildProcess(Role, $"{dimensions}");
        return new EmulatorProcess(process, await process.AnswerAsync<EmulatorAddresses>());
    }

    /// <summary>What they have been asked so far.</summary>
    public Task<EmulatorCounts> CountsAsync() => _process.AskAsync<EmulatorCounts>();

    public void Dispose() => _process.Dispose();

    /// <summary>What the process does.</summary>
    public static async Task<int> ServeAsync(string[] args)
    {
        await using var cohere = await CohereEmulator.StartAsync(
            new CohereEmulatorOptions { Models = new LexicalModels(), Dimensions = int.Parse(args[0], CultureInfo.InvariantCulture) }, default);
        await using var qdrant = await QdrantEmulator.StartAsync(new QdrantEmulatorOptions(), default);
        Console.WriteLine(JsonSerializer.Serialize(new EmulatorAddresses(cohere.Endpoint, qdrant.Endpoint)));
        while (Console.ReadLine() is not null)
        {
            var embed = cohere.Calls.Embed;
            Console.WriteLine(JsonSerializer.Serialize(
                new EmulatorCounts(embed.Calls, embed.Inputs, new Dictionary<string, int>(qdrant.Calls.Counts))));
        }

        return 0;
    }
}

internal sealed record EmulatorAddresses(Uri Cohere, Uri Qdrant);

/// <param name="Qdrant">Calls by operation.</param>
internal sealed record EmulatorCounts(long EmbedCalls, long EmbedInputs, Dictionary<string, int> Qdrant);
