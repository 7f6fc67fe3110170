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
        var assets = File.ReadAllText(Repository.Path("src", "RerankFunctions", "obj", "project.assets.json"));
        Assert.Contains("RerankFunctions.Pipeline", assets, StringComparison.Ordinal);
        Assert.DoesNotContain(what, assets, StringComparison.OrdinalIgnoreCase);
    }
}
