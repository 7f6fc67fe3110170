using System.Reflection;

namespace RerankFunctions.Reading;

/// <summary>Names libraries in the versions that are installed.</summary>
internal static class LibraryVersions
{
    /// <param name="types">One of each library.</param>
    /// <returns>Such as "AngleSharp 1.10.3", sorted.</returns>
    public static IReadOnlyCollection<string> NamesOf(params IEnumerable<Type> types)
        => [.. types.Select(type => type.Assembly).Select(library => $"{library.GetName().Name} {VersionOf(library)}").Order(StringComparer.Ordinal)];

    /// <summary>The package's: of an assembly's own version many libraries change the first number only.</summary>
    private static string VersionOf(Assembly library)
        => library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? library.GetName().Version!.ToString();
}
