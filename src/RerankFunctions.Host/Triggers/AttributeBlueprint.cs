using System.Reflection;
using System.Reflection.Emit;

namespace RerankFunctions.Host.Triggers;

/// <summary>Puts an attribute that exists as an object onto an emitted parameter.</summary>
internal static class AttributeBlueprint
{
    /// <summary>The constructor with the most parameters that properties have values for; other properties are set by name.</summary>
    public static CustomAttributeBuilder CopyAttribute(Attribute attribute)
    {
        var values = attribute.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(Attribute.TypeId) && property.GetIndexParameters().Length == 0)
            .Select(property => (Property: property, Value: property.GetValue(attribute)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Property.Name, StringComparer.OrdinalIgnoreCase);
        var constructor = attribute.GetType().GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => Fits(values.GetValueOrDefault(parameter.Name!).Value, parameter)))
            .MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new FunctionsHostException($"{attribute.GetType().Name} cannot be put on a function: no constructor fits its values.");

        var arguments = constructor.GetParameters().Select(parameter => values[parameter.Name!].Value).ToArray();
        var named = values.Values
            .Where(pair => pair.Property.SetMethod is { IsPublic: true }
                && !constructor.GetParameters().Any(parameter => parameter.Name!.Equals(pair.Property.Name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return new CustomAttributeBuilder(
            constructor, arguments!, [.. named.Select(pair => pair.Property)], [.. named.Select(pair => pair.Value!)]);
    }

    private static bool Fits(object? value, ParameterInfo parameter) => value is not null && parameter.ParameterType.IsInstanceOfType(value);
}
