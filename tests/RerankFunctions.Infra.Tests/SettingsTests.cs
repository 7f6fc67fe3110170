using System.Text.Json.Nodes;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests;

public sealed class SettingsTests(CompiledInfra infra)
{
    private static IEnumerable<string> Code => SettingsCatalogue.ReadByCode.Keys;

    [Fact]
    public void What_the_app_reads_is_described_in_docs_what_it_must_have_is_set_by_infra_and_in_the_sample_and_nothing_else_is()
        => Assert.Empty(SettingsCatalogue.Differences(
            Code, SettingsCatalogue.SetByInfra(infra.Copy()), SettingsCatalogue.InSample.Keys, SettingsCatalogue.InDocs.Keys));

    /// <summary>The last of the four places: code, infra, sample, docs.</summary>
    private const int Docs = 3;

    public static TheoryData<string, int> Omissions
    {
        get
        {
            var omissions = new TheoryData<string, int>();
            foreach (var name in Code)
                omissions.Add(name, Docs);
            foreach (var name in SettingsCatalogue.Required)
                for (var place = 0; place < Docs; place++)
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

    /// <summary>A default has one place, the code.</summary>
    [Fact]
    public void The_sample_repeats_no_default() => Assert.DoesNotContain(
        SettingsCatalogue.InSample, setting => setting.Value.Length > 0 && setting.Value == SettingsCatalogue.ReadByCode.GetValueOrDefault(setting.Key));

    /// <summary>
    /// What is deployed is what runs locally, at other addresses. Reading takes less, as docs/settings.md says, since instances are small.
    /// </summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Infra_sets_endpoints_keys_an_hour_and_what_an_instance_has_room_for_and_no_default(string environment)
    {
        var deployed = JsonNode.Parse(Repository.Read("infra", "env", $"{environment}.snapshot.json"))!["predictedResources"]!.AsArray()
            .Single(resource => resource!["type"]!.ToString() == "Microsoft.Web/sites/config" && resource["name"]!.ToString().EndsWith("/appsettings", StringComparison.Ordinal))!
            ["properties"]!.AsObject();
        var set = SettingsCatalogue.ReadByCode.Keys.Where(deployed.ContainsKey).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "Cohere__ApiKey", "Qdrant__ApiKey", "Qdrant__Endpoint", "Reading__MaxDocumentBytes", "Reading__MaxProcesses",
                "Reading__MaxTemporaryBytes",
                "RepairSchedule",
            ],
            set);
    }

    [Fact]
    public void Docs_give_the_defaults_that_the_code_has() => Assert.All(
        SettingsCatalogue.ReadByCode, setting => Assert.Equal(setting.Value, SettingsCatalogue.InDocs[setting.Key]), throwIfEmpty: true);
}
