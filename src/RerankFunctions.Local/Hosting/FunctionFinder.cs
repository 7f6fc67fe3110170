using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace RerankFunctions.Local.Hosting;

/// <summary>Finds functions by their attributes, as the Functions SDK does when it builds the app.</summary>
internal static class FunctionFinder
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="StartupException">A function that cannot run here, or two of one name; the message names it.</exception>
    public static IReadOnlyList<FunctionMethod> Find(IEnumerable<Type> types)
    {
        var functions = types
            .SelectMany(type => type.GetMethods(AnyMethod))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .Select(Describe)
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .ToList();

        var duplicate = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1);
        return duplicate is null
            ? functions
            : throw new StartupException(
                $"Function '{duplicate.Key}' is declared {duplicate.Count()} times, in "
                + $"{string.Join(" and ", duplicate.Select(function => function.Method.DeclaringType!.Name))}: give each its own name (AZFW0017).");
    }

    private static FunctionMethod Describe(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var bindings = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Binding: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(bound => bound.Binding is not null)
            .ToList();

        if (bindings.FirstOrDefault(bound => bound.Binding is not TriggerBindingAttribute) is { Binding: { } input })
            throw Refused(name, $"has the binding {Plain(input)}, which the local runner does not have");
        if (method.GetCustomAttribute<BindingAttribute>() is { } output)
            throw Refused(name, $"has the binding {Plain(output)}, which the local runner does not have");
        if (bindings.Count != 1)
            throw Refused(name, $"has {bindings.Count} triggers where a function has one");

        return new FunctionMethod(name, method, bindings[0].Parameter, (TriggerBindingAttribute)bindings[0].Binding!);
    }

    private static StartupException Refused(string name, string why) => new($"Function '{name}' {why}.");

    private static string Plain(Attribute attribute) => attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
}
