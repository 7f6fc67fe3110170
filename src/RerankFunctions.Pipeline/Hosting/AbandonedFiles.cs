using Microsoft.Extensions.Hosting;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Hosting;

/// <summary>At each start, deletes the temporary files of processes that were killed.</summary>
internal sealed class AbandonedFiles : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        TemporaryFile.DeleteAbandoned();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
