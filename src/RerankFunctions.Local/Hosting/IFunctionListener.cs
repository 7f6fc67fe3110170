namespace RerankFunctions.Local.Hosting;

/// <summary>Waits for what triggers functions by a queue, and runs them.</summary>
internal interface IFunctionListener : IDisposable
{
    /// <summary>Makes the queues and containers that it works on.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Works until told to stop; what is running then has ended when this returns.</summary>
    Task RunAsync(CancellationToken stopping);

    /// <summary>Messages not yet done with, those that run included.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}
