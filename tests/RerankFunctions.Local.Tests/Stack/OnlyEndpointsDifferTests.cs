using System.Text.Json.Nodes;
using RerankFunctions.Local.Stack;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Stack;

/// <summary>The app that a developer starts is the deployed one: the stack says where its services are, and which models answer.</summary>
public sealed class OnlyEndpointsDifferTests(SharedAzurite azurite)
{
    private static readonly string[] EndpointsKeysAndModels =
    [
        "AzureWebJobsStorage", "Cohere:ApiKey", "Cohere:EmbedModel", "Cohere:Endpoint", "Cohere:RerankModel", "DocumentsStorage", "Qdrant:Endpoint",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stack_changes_only_endpoints_keys_and_models_of_the_sample_settings()
    {
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Path("local.settings.sample.json"), Cancellation))!["Values"]!
            .AsObject().ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value);
        var given = await SettingsOfAppAsync(sample);
        var changed = given.Where(setting => sample.GetValueOrDefault(setting.Key) != setting.Value).Select(setting => setting.Key);
        Assert.Equal(EndpointsKeysAndModels, changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_settings_the_app_is_given_endpoints_keys_and_models_alone()
        => Assert.Equal(EndpointsKeysAndModels, (await SettingsOfAppAsync([])).Keys.Order(StringComparer.Ordinal));

    /// <summary>What the worker process is started with.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> SettingsOfAppAsync(Dictionary<string, string?> settings)
    {
        var options = new StackOptions { Storage = azurite.TakeAccount(), Models = StackModels.Lexical, Settings = settings };
        await using var dependencies = await Dependencies.StartAsync(options, Cancellation);
        return dependencies.Settings;
    }
}
