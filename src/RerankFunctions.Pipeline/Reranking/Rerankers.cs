using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Pipeline.Reranking;

/// <summary>The rerankers there are, by the names that requests know them by; each is made when it is first asked for.</summary>
internal sealed class Rerankers(IServiceProvider services, IEnumerable<RerankerName> names)
{
    private readonly ConcurrentDictionary<string, BoundedReranker> _made = new(StringComparer.Ordinal);

    /// <summary>In the order of their registration, the usual one first.</summary>
    public IReadOnlyList<string> Names { get; } = [.. names.Select(name => name.Name)];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public BoundedReranker Find(string name)
        => _made.GetOrAdd(name, known => ActivatorUtilities.CreateInstance<BoundedReranker>(
            services, services.GetRequiredKeyedService<IReranker>(known)));
}

internal sealed record RerankerName(string Name);

internal static class RerankerRegistration
{
    /// <summary>Adds a reranker under the name that requests know it by. The first that is added is the usual one.</summary>
    public static IServiceCollection AddReranker<TReranker>(this IServiceCollection services, string name)
        where TReranker : class, IReranker
        => services.AddKeyedSingleton<IReranker, TReranker>(name).AddSingleton(new RerankerName(name));
}
