using System.Xml.Linq;

namespace RerankFunctions.Infra.Tests;

public sealed class AzdTests
{
    [Fact]
    public void The_service_of_azure_yaml_is_the_functions_project()
    {
        var service = Assert.Single(AzureYaml.Services).Value;
        Assert.Equal(("dotnet", "function"), (service.Language, service.Host));
        var project = Assert.Single(Directory.GetFiles(Repository.PathOf(service.Project), "*.csproj"));
        Assert.Equal("v4", XDocument.Load(project).Descendants("AzureFunctionsVersion").Single().Value);
    }
}
