using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RerankFunctions.Infra.Tests;

/// <summary>azure.yaml, as far as the tests ask about it.</summary>
internal sealed class AzureYaml
{
    public static AzureYaml Current { get; } = Parse(Repository.Read("azure.yaml"));

    public RequiredVersion RequiredVersions { get; set; } = new();

    public Template Infra { get; set; } = new();

    public Dictionary<string, Service> Services { get; set; } = [];

    public Dictionary<string, Dictionary<string, Script>> Hooks { get; set; } = [];

    public PipelineDefinition Pipeline { get; set; } = new();

    public static AzureYaml Parse(string text) => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build().Deserialize<AzureYaml>(text);

    public sealed class RequiredVersion
    {
        public string Azd { get; set; } = "";
    }

    public sealed class Template
    {
        public string Path { get; set; } = "";

        public string Module { get; set; } = "";
    }

    public sealed class Service
    {
        public string Project { get; set; } = "";

        public string Language { get; set; } = "";

        public string Host { get; set; } = "";
    }

    public sealed class Script
    {
        public string Shell { get; set; } = "";

        public string Run { get; set; } = "";
    }

    public sealed class PipelineDefinition
    {
        public string[] Variables { get; set; } = [];
    }
}
