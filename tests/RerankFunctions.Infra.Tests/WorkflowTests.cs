using YamlDotNet.RepresentationModel;

namespace RerankFunctions.Infra.Tests;

public sealed class WorkflowTests
{
    public static TheoryData<string> Workflows
        => [.. Directory.EnumerateFiles(Repository.PathOf(".github", "workflows")).Select(file => Path.GetFileName(file))];

    [Theory, MemberData(nameof(Workflows))]
    public void A_workflow_uses_no_stored_secret(string file)
        => Assert.DoesNotContain("secrets.", Repository.Read(".github", "workflows", file), StringComparison.OrdinalIgnoreCase);

    [Theory, MemberData(nameof(Workflows))]
    public void A_workflow_says_what_its_token_may_do(string file) => Assert.NotEmpty(Permissions(file).Children);

    [Fact]
    public void Only_the_deployment_may_ask_for_an_OpenID_Connect_token()
    {
        Assert.Equal("write", Permissions("deploy.yml")["id-token"].ToString());
        Assert.False(Permissions("ci.yml").Children.ContainsKey("id-token"));
        Assert.Equal("read", Permissions("ci.yml")["contents"].ToString());
    }

    [Fact]
    public void Pull_requests_are_built_and_tested()
    {
        var text = Repository.Read(".github", "workflows", "ci.yml");
        Assert.Contains("pull_request:", text, StringComparison.Ordinal);
        Assert.Contains("dotnet build", text, StringComparison.Ordinal);
        Assert.Contains("dotnet test", text, StringComparison.Ordinal);
    }

    private static YamlMappingNode Permissions(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(".github", "workflows", file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode["permissions"];
    }
}
