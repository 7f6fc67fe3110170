using System.Text.Json;

namespace RerankFunctions.Local.Tests;

public sealed class PublishedAppTests
{
    [Theory]
    [InlineData("OnnxRuntime")]
    [InlineData("FastBertTokenizer")]
    [InlineData("SentenceTransformers")]
    [InlineData("RerankFunctions.Emulators")]
    public void Nothing_of_the_emulators_is_among_what_the_app_restores_and_so_publishes(string what)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.Path("src", "RerankFunctions", "obj", "project.assets.json")));
        string[] libraries = [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];

        Assert.Contains(libraries, library => library.StartsWith("RerankFunctions.Pipeline", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, library => library.Contains(what, StringComparison.OrdinalIgnoreCase));
    }
}
