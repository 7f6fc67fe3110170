using System.Text;
using System.Text.Json.Nodes;

namespace RerankFunctions.Package;

/// <summary>Which packages' files are in a published app, and under which licences: from the *.deps.json files that came with them.</summary>
public sealed record Notices(int Packages, IReadOnlyList<string> Unknown, string Text)
{
    /// <param name="app">The published folder.</param>
    /// <param name="packages">Where the packages' own words are.</param>
    public static Notices Collect(string app, PackageFolder packages)
    {
        var shipped = Directory.EnumerateFiles(app, "*.deps.json", SearchOption.AllDirectories).SelectMany(Shipped).Distinct()
            .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, StringComparer.Ordinal).ToList();
        if (shipped.Count == 0)
            throw new InvalidOperationException($"There is no *.deps.json with packages in {app}: is that a published app?");

        var terms = shipped.Select(package => (Package: package, Terms: packages.Terms(package.Id, package.Version))).ToList();
        var text = new StringBuilder("This app comes with the following packages of others, each under its own licence.\n");
        foreach (var licence in terms.GroupBy(item => item.Terms.Licence ?? "unknown").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append($"\n{licence.Key}\n\n");
            foreach (var (package, owner) in licence)
                text.Append($"  {package.Id} {package.Version}\n    {owner.Copyright}\n    https://www.nuget.org/packages/{package.Id}/{package.Version}/License\n");
        }

        return new Notices(
            shipped.Count,
            [.. terms.Where(item => item.Terms.Licence is null).Select(item => $"{item.Package.Id} {item.Package.Version}")],
            text.ToString());
    }

    /// <summary>The packages of which a file is in the app; most that are only referred to are not.</summary>
    private static IEnumerable<(string Id, string Version)> Shipped(string file)
    {
        var dependencies = JsonNode.Parse(File.ReadAllText(file))!;
        var packages = dependencies["libraries"]!.AsObject().Where(library => library.Value!["type"]!.ToString() is "package").Select(library => library.Key).ToHashSet();
        foreach (var (name, library) in dependencies["targets"]!.AsObject().SelectMany(target => target.Value!.AsObject()))
        {
            var files = ((string[])["runtime", "native", "runtimeTargets", "resources"]).SelectMany(kind => library![kind] as JsonObject ?? []).Select(item => item.Key);
            if (packages.Contains(name) && files.Any(path => !path.EndsWith("_._", StringComparison.Ordinal)) && name.Split('/') is [var id, var version])
                yield return (id, version);
        }
    }
}
