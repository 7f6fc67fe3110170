using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests;

public sealed class SettingsTests(CompiledInfra infra)
{
    private static IEnumerable<string> Code => SettingsCatalogue.ReadByCode.Keys;

    [Fact]
    public void What_the_app_reads_is_set_by_infra_in_the_sample_and_described_in_docs_and_nothing_else_is()
        => Assert.Empty(SettingsCatalogue.Differences(
            Code, SettingsCatalogue.SetByInfra(infra.Copy()), SettingsCatalogue.InSample.Keys, SettingsCatalogue.InDocs.Keys));

    public static TheoryData<string, int> Omissions
    {
        get
        {
            var omissions = new TheoryData<string, int>();
            foreach (var name in Code)
                for (var place = 0; place < 4; place++)
                    omissions.Add(name, place);
            return omissions;
        }
    }

    [Theory]
    [MemberData(nameof(Omissions))]
    public void A_setting_that_is_missing_in_one_of_the_four_is_noticed(string name, int place)
    {
        IEnumerable<string>[] places =
            [Code, SettingsCatalogue.SetByInfra(infra.Copy()), SettingsCatalogue.InSample.Keys, SettingsCatalogue.InDocs.Keys];
        Assert.Contains(name, places[place]);
        places[place] = places[place].Where(setting => setting != name);
        Assert.Contains(SettingsCatalogue.Differences(places[0], places[1], places[2], places[3]), difference => difference.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_settings_to_compare() => Assert.True(Code.Count() >= 15);

    [Fact]
    public void Infra_sets_the_defaults_that_the_code_has()
    {
        var defaults = infra.Copy().Main["variables"]!["defaultSettings"]!.AsObject();
        Assert.All(defaults, setting => Assert.Equal(SettingsCatalogue.ReadByCode[setting.Key], setting.Value!.ToString()), throwIfEmpty: true);
    }

    /// <summary>
    /// What is deployed is what runs locally, at other addresses. Reading takes less, as docs/settings.md says, since instances are small.
    /// </summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Deployed_settings_differ_from_the_defaults_only_in_endpoints_keys_and_what_an_instance_has_room_for(string environment)
    {
        var deployed = JsonNode.Parse(Repository.Read("infra", "env", $"{environment}.snapshot.json"))!["predictedResources"]!.AsArray()
            .Single(resource => resource!["type"]!.ToString() == "Microsoft.Web/sites/config" && resource["name"]!.ToString().EndsWith("/appsettings", StringComparison.Ordinal))!
            ["properties"]!.AsObject();
        var changed = SettingsCatalogue.ReadByCode
            .Where(setting => deployed[setting.Key] is { } value && value.ToString() != setting.Value)
            .Select(setting => setting.Key).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "Cohere__ApiKey", "Qdrant__ApiKey", "Qdrant__Endpoint", "Reading__MaxDocumentBytes", "Reading__MaxProcesses",
            ],
            changed);
    }

    [Fact]
    public void Docs_give_the_defaults_that_the_code_has() => Assert.All(
        SettingsCatalogue.ReadByCode, setting => Assert.Equal(setting.Value, SettingsCatalogue.InDocs[setting.Key]), throwIfEmpty: true);
}
