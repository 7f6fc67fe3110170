using System.Xml.Linq;

namespace RerankFunctions.Pipeline.Tests.Architecture;

/// <summary>Which project may reference which.</summary>
public sealed class ProjectTests
{
    private const string Prefix = "RerankFunctions";

    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        [""] = ["Pipeline", "Reader"],
        ["Pipeline"] = ["Reading"],
        ["Reading"] = ["Unicode"],
        ["Unicode"] = [],
        ["Reader"] = ["Reading"],
        ["Emulators"] = ["Unicode"],
        ["Host"] = [],
        ["Local"] = ["", "Pipeline", "Emulators", "Host"],
    };

    private static readonly string Sources = Path.Combine(Root(), "src");

    public static TheoryData<string> Projects => [.. Directory.EnumerateDirectories(Sources).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may_know(string project)
    {
        Assert.True(MayReference.TryGetValue(ShortName(project), out var allowed), $"Say here what {project} may reference.");
        var references = References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
            .Where(reference => reference!.StartsWith(Prefix, StringComparison.Ordinal)).Select(reference => ShortName(reference!));
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Reading_knows_no_service()
        => Assert.DoesNotContain(
            References("RerankFunctions.Reading", "PackageReference"),
            package => package.StartsWith("Azure", StringComparison.Ordinal) || package.StartsWith("Qdrant", StringComparison.Ordinal)
                || package.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal));

    private static string ShortName(string project) => project[Prefix.Length..].TrimStart('.');

    private static IEnumerable<string> References(string project, string kind)
        => XDocument.Load(Path.Combine(Sources, project, $"{project}.csproj")).Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RerankFunctions.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
