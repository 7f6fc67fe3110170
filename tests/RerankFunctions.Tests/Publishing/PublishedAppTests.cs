using System.Text.Json.Nodes;

namespace RerankFunctions.Tests.Publishing;

public sealed class PublishedAppTests(PublishedApp published) : IClassFixture<PublishedApp>
{
    [Fact]
    public void What_is_published_can_be_deployed() => Assert.Empty(Deployable.Faults(published.Folder));

    [Theory]
    [InlineData("local.settings.json")]
    [InlineData("appsettings.Development.json")]
    [InlineData("RerankFunctions.pdb")]
    [InlineData("FastBertTokenizer.dll")]
    [InlineData("libonnxruntime.so")]
    [InlineData(".azure/dev/.env")]
    public void A_stray_file_is_found(string file)
    {
        var stray = Path.Combine(published.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        File.WriteAllText(stray, "{}");
        try
        {
            Assert.Contains($"{file} must not be deployed", Deployable.Faults(published.Folder));
        }
        finally
        {
            File.Delete(stray);
        }
    }

    [Fact]
    public void A_function_that_is_missing_is_found()
    {
        var metadata = Path.Combine(published.Folder, "functions.metadata");
        var whole = File.ReadAllText(metadata);
        var functions = JsonNode.Parse(whole)!.AsArray();
        functions.Remove(functions.Single(function => (string?)function!["name"] == "IngestDocument"));
        File.WriteAllText(metadata, functions.ToJsonString());
        try
        {
            Assert.Contains("functions.metadata lacks IngestDocument (blobTrigger)", Deployable.Faults(published.Folder));
        }
        finally
        {
            File.WriteAllText(metadata, whole);
        }
    }
}
