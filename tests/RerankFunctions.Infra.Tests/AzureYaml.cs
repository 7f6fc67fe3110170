using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RerankFunctions.Infra.Tests;

/// <summary>azure.yaml, as far as the tests ask about it.</summary>
internal static class AzureYaml
{
    private static readonly Document Parsed = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
        .Deserialize<Document>(Repository.Read("azure.yaml"));

    public static IReadOnlyDictionary<string, Service> Services => Parsed.Services;

    public static IReadOnlyDictionary<string, Dictionary<string, Hook>> Hooks => Parsed.Hooks;

    private sealed class Document
    {
        public Dictionary<string, Service> Services { get; set; } = [];

        public Dictionary<string, Dictionary<string, Hook>> Hooks { get; set; } = [];
    }

    public sealed class Service
    {
        public string Project { get; set; } = "";

        public string Language { get; set; } = "";

        public string Host { get; set; } = "";
    }

    public sealed class Hook
    {
        public string Shell { get; set; } = "";

        public string Run { get; set; } = "";
    }
}
