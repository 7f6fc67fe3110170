using System.Reflection;

namespace RerankFunctions.Local.Hosting;

/// <summary>Where each of a function's parameters takes its value from.</summary>
internal sealed class ParameterBinding<TContext>
{
    private readonly Func<TContext, object?>[] _sources;

    /// <param name="source">Gives a parameter's source, or null if it has none.</param>
    /// <param name="supported">What there are sources for, in words.</param>
    /// <exception cref="StartupException">A parameter has no source.</exception>
    public ParameterBinding(FunctionMethod function, Func<ParameterInfo, Func<TContext, object?>?> source, string supported) =>
        _sources = [.. function.Method.GetParameters()
            .Select(parameter => source(parameter) ?? throw function.Unsupported(parameter, supported))];

    public object?[] Arguments(TContext context) => Array.ConvertAll(_sources, source => source(context));
}
