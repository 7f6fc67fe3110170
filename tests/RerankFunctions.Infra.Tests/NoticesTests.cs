using RerankFunctions.Infra.Tests.Mutations;
using RerankFunctions.Package;

namespace RerankFunctions.Infra.Tests;

/// <summary>The notices that are packaged with the app (eng/RerankFunctions.Package).</summary>
public sealed class NoticesTests
{
    private const string Specification = """
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata><id>Some.Package</id><version>1.2.3</version><authors>Somebody</authors>{0}</metadata>
        </package>
        """;

    /// <summary>Of the build, which has the same packages as what is published.</summary>
    [Fact]
    public void Every_package_that_ships_has_a_licence_that_is_known()
    {
        var notices = Notices.Collect(Path.GetDirectoryName(Built)!, PackageFolder.Default);
        Assert.Empty(notices.Unknown);
        Assert.True(notices.Packages > 30);
        Assert.Contains("Qdrant.Client ", notices.Text, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Azure.Functions.Worker ", notices.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("xunit", notices.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("<license type=\"expression\">MIT</license>", "MIT")]
    [InlineData("<license type=\"expression\">GPL-3.0-only OR MIT</license>", "GPL-3.0-only OR MIT")]
    [InlineData("<license type=\"expression\">MIT AND Apache-2.0</license>", "MIT AND Apache-2.0")]
    [InlineData("<license type=\"expression\">MIT AND GPL-3.0-only</license>", null)]
    [InlineData("<license type=\"expression\">GPL-3.0-only</license>", null)]
    [InlineData("<license type=\"file\">LICENSE.txt</license>", "Apache-2.0")]
    [InlineData("<license type=\"file\">missing.txt</license>", null)]
    [InlineData("<licenseUrl>https://licenses.nuget.org/MIT</licenseUrl>", "MIT")]
    [InlineData("<licenseUrl>https://example.com/ours</licenseUrl>", null)]
    [InlineData("", null)]
    public void A_licence_is_known_or_it_stops_the_package(string licence, string? known)
    {
        using var packages = new TemporaryFolder();
        var folder = Directory.CreateDirectory(Path.Combine(packages.Path, "some.package", "1.2.3")).FullName;
        File.WriteAllText(Path.Combine(folder, "some.package.nuspec"), Specification.Replace("{0}", licence, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "LICENSE.txt"), "Apache License\nVersion 2.0, January 2004");
        using var app = new TemporaryFolder();
        File.WriteAllText(Path.Combine(app.Path, "App.deps.json"), """
            { "targets": { "net10.0": { "Some.Package/1.2.3": { "runtime": { "lib/Some.Package.dll": {} } }, "Only.Referred/1.0.0": { "runtime": { "lib/_._": {} } } } },
              "libraries": { "Some.Package/1.2.3": { "type": "package" }, "Only.Referred/1.0.0": { "type": "package" } } }
            """);

        var notices = Notices.Collect(app.Path, new PackageFolder(packages.Path));
        Assert.Equal(known is null ? ["Some.Package 1.2.3"] : [], notices.Unknown);
        Assert.Equal(1, notices.Packages);
        Assert.Contains(known ?? "unknown", notices.Text, StringComparison.Ordinal);
    }

    private static string Built { get; } = Directory.EnumerateFiles(Repository.PathOf("src", "RerankFunctions", "bin"), "RerankFunctions.deps.json", SearchOption.AllDirectories)
        .OrderByDescending(File.GetLastWriteTimeUtc).First();
}
