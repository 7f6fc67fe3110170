using Microsoft.Extensions.Hosting;

namespace RerankFunctions.Local.Hosting;

/// <summary>What to run and how. The defaults are those of a developer's machine.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>The types that are searched for <c>[Function]</c> methods, such as those of the app's assembly.</summary>
    public required IReadOnlyCollection<Type> Types { get; init; }

    /// <summary>What the app registers: the same call as in its Program.cs, which is not run.</summary>
    public required Action<IHostApplicationBuilder> Register { get; init; }

    /// <summary>The app's settings, names in either form (<c>A__B</c> or <c>A:B</c>). The environment is not read.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    public HostJson HostJson { get; init; } = new();

    /// <summary>On the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The function key that callers must show; null asks for none, as Core Tools do locally.</summary>
    public string? Key { get; init; }

    /// <summary>Tells the receipts and the queue of one app from another's in the same storage account, as in the real host.</summary>
    public string HostId { get; init; } = "rerankfunctions-local";

    /// <summary>From the end of one look at the containers to the next.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a message is hidden while it is worked on (renewed meanwhile), so how soon it comes back after a crash.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The wait before the second attempt; it doubles from then on.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The events that Event Grid delivers in Azure and that nobody sends locally.</summary>
    public IReadOnlyList<BlobDeletedSubscription> BlobDeletedSubscriptions { get; init; } = [];

    /// <summary>Told of each run of a function, from any thread.</summary>
    public Action<FunctionRun>? OnRun { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>An Event Grid subscription of a storage account: BlobDeleted events of a container go to a queue of the account.</summary>
/// <param name="Connection">The setting that names the account.</param>
public sealed record BlobDeletedSubscription(string Connection, string Container, string Queue);
