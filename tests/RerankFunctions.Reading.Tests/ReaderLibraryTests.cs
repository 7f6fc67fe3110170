using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Reading.Tests;

/// <summary>The libraries that a reader names are those that it uses: an update of one that is missing would mix old chunks and new.</summary>
public sealed partial class ReaderLibraryTests
{
    private const string Own = "RerankFunctions.Reading";

    private static readonly Assembly[] Libraries = [.. typeof(IDocumentReader).Assembly.GetReferencedAssemblies()
        .Where(library => !library.Name!.StartsWith("System.", StringComparison.Ordinal)
            && !library.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
            && !library.Name.StartsWith("RerankFunctions.", StringComparison.Ordinal))
        .Select(Assembly.Load)];

    public static TheoryData<string> Readers => [.. Registered().Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_reader_names_every_library_that_it_uses_in_its_version(string name)
    {
        var reader = Registered().Single(reader => reader.Name == name);
        var used = new HashSet<string>();
        AddUsed(reader.GetType().Namespace!, used, []);
        Assert.NotEmpty(used);
        Assert.Subset(reader.Libraries.ToHashSet(), used);
    }

    /// <summary>What the files of a namespace use, with those of ours that they use.</summary>
    private static void AddUsed(string room, HashSet<string> libraries, HashSet<string> seen)
    {
        if (!seen.Add(room))
            return;
        var folder = Path.Combine(Sources(), room[Own.Length..].TrimStart('.').Replace('.', Path.DirectorySeparatorChar));
        var usings = Directory.EnumerateFiles(folder, "*.cs").SelectMany(File.ReadLines)
            .Select(line => Using().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct();
        foreach (var used in usings.ToList())
        {
            if (used.StartsWith(Own + ".", StringComparison.Ordinal))
                AddUsed(used, libraries, seen);
            else if (Libraries.FirstOrDefault(library => library.GetExportedTypes().Any(type => type.Namespace == used)) is { } library)
                libraries.Add($"{Package(library)} {VersionOf(library)}");
        }
    }

    /// <summary>Several libraries come in one package, in one version.</summary>
    private static string Package(Assembly library)
        => library.GetName().Name!.StartsWith("UglyToad.PdfPig", StringComparison.Ordinal) ? "UglyToad.PdfPig"
            : library.GetName().Name!.StartsWith("DocumentFormat.OpenXml", StringComparison.Ordinal) ? typeof(OpenXmlPackage).Assembly.GetName().Name!
            : library.GetName().Name!;

    private static string VersionOf(Assembly library)
        => library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static IEnumerable<IDocumentReader> Registered()
    {
        var services = new ServiceCollection();
        services.AddOptions<ReadingOptions>();
        return services.AddFormatReaders().BuildServiceProvider().GetServices<IDocumentReader>();
    }

    private static string Sources([CallerFilePath] string path = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "src", Own));

    [GeneratedRegex(@"^using (?:static )?([\w.]+);")]
    private static partial Regex Using();
}
