namespace RerankFunctions.Pipeline.Common;

/// <summary>Asks a service that the app depends on whether it would serve us, by a call that costs nothing and changes nothing.</summary>
internal interface IReadinessProbe
{
    /// <summary>The service, as users know it.</summary>
    string Dependency { get; }

    /// <summary>What of it is asked for, and the setting that says so.</summary>
    string Part { get; }

    /// <returns>What whoever runs the app should know though it serves; null for nothing.</returns>
    /// <exception cref="DependencyException">It does not serve.</exception>
    Task<string?> AskAsync(CancellationToken cancellationToken);
}
