using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace RerankFunctions.Infra.Tests;

/// <summary>What an editor or a dev container reads names what is in the repository.</summary>
public sealed class DeveloperFilesTests
{
    private static string TargetFramework { get; } = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("TargetFramework").Single().Value;

    [Fact]
    public void F5_starts_a_project_that_is_there_after_a_build()
    {
        var launch = Parse(".vscode", "launch.json")["configurations"]!.AsArray().First(item => item!["request"]!.ToString() is "launch")!;
        var parts = launch["program"]!.ToString().Split('/');
        Assert.Equal(["${workspaceFolder}", "src", parts[2], "bin", "Debug", TargetFramework, $"{parts[2]}.dll"], parts);
        Assert.True(File.Exists(Repository.PathOf("src", parts[2], $"{parts[2]}.csproj")));
        Assert.Contains(launch["preLaunchTask"]!.ToString(), Parse(".vscode", "tasks.json")["tasks"]!.AsArray().Select(task => task!["label"]!.ToString()));
    }

    [Fact]
    public void The_dev_container_has_the_sdk_that_builds_this_and_what_deploys_it()
    {
        var container = Parse(".devcontainer", "devcontainer.json");
        Assert.EndsWith($":{TargetFramework["net".Length..]}", container["image"]!.ToString(), StringComparison.Ordinal);
        Assert.All((string[])["node", "azure-cli", "azd"], tool => Assert.Contains(container["features"]!.AsObject(), feature => feature.Key.Contains($"/{tool}:", StringComparison.Ordinal)), throwIfEmpty: true);
    }

    [Fact]
    public void The_editor_finds_the_functions_project_and_the_solution()
    {
        var settings = Parse(".vscode", "settings.json");
        Assert.True(File.Exists(Repository.PathOf(settings["dotnet.defaultSolution"]!.ToString())));
        Assert.True(File.Exists(Repository.PathOf(settings["azureFunctions.projectSubpath"]!.ToString(), "RerankFunctions.csproj")));
        Assert.NotEmpty(Parse(".vscode", "extensions.json")["recommendations"]!.AsArray());
        Assert.NotEmpty(Parse("src", "RerankFunctions", "Properties", "launchSettings.json")["profiles"]!.AsObject());
    }

    private static JsonNode Parse(params string[] path) => JsonNode.Parse(Repository.Read(path))!;
}
