using System.Xml.Linq;

namespace RerankFunctions.Package;

/// <summary>Where NuGet unpacks packages: https://learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders</summary>
public sealed class PackageFolder(string path)
{
    public static PackageFolder Default { get; } = new(Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } path
        ? path
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>A package's licence and copyright, as its own specification has them.</summary>
    public PackageTerms Terms(string id, string version)
    {
        var folder = Path.Combine(path, id.ToLowerInvariant(), version.ToLowerInvariant());
        var specification = Path.Combine(folder, $"{id.ToLowerInvariant()}.nuspec");
        if (!File.Exists(specification))
            return new PackageTerms(null, null);

        var metadata = XDocument.Load(specification).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        string? Value(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
        var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        var identifier = licence?.Attribute("type")?.Value switch
        {
            "expression" => Licences.Known(licence.Value.Trim()),
            "file" when Path.Combine(folder, licence.Value.Trim().Replace('\\', '/')) is var file && File.Exists(file) => Licences.Recognise(File.ReadAllText(file)),
            _ => Value("licenseUrl") is { } address ? Licences.At(address) : null,
        };
        return new PackageTerms(identifier, Value("copyright") is { Length: > 0 } copyright ? copyright : $"© {Value("authors")}");
    }
}

/// <param name="Licence">Its SPDX identifier; null where it is none that is known.</param>
public sealed record PackageTerms(string? Licence, string? Copyright);
