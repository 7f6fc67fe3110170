namespace RerankFunctions.Emulators.Cohere;

/// <summary>How a <see cref="CohereEmulator"/> is to run.</summary>
public sealed record CohereEmulatorOptions
{
    /// <summary>The port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What answers. The caller disposes of them after the emulator.</summary>
    public IEmulatorModels Models { get; init; } = new LexicalModels();

    /// <summary>The length of the vectors where a request names the emulator's own model. Cohere's keep theirs.</summary>
    public int Dimensions { get; init; } = 1024;

    /// <summary>The only key that is accepted; null accepts any that is not blank.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Texts that may be embedded in a minute before calls answer 429 (Cohere: 2,000); null for no limit.</summary>
    public int? EmbedInputsPerMinute { get; init; }

    /// <summary>The clock for latencies and the limit per minute.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
