using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Pipeline.Hosting;

/// <summary>
/// Stops the start where going on would do harm: settings that are missing, a collection made for other vectors. A Qdrant that does not
/// answer right now does not stop it; the first call that needs the collection checks it then.
/// </summary>
internal sealed partial class StartupCheck(
    DocumentStore store, QdrantCollection collection, SearchedCollection searched, ILogger<StartupCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = store; // its setting was checked when it was made
        try
        {
            await collection.EnsureAsync(cancellationToken);
            await searched.EnsureAsync(cancellationToken);
        }
        catch (DependencyException failure)
        {
            LogNotReady(failure.Dependency, failure.Message.ReplaceLineEndings(" "));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Warning, "{Dependency} did not answer at start; it is asked again when it is needed: {Reason}")]
    private partial void LogNotReady(string dependency, string reason);
}
