using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using RerankFunctions.Local;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public sealed class RunTimeTests
{
    /// <summary>At its functionTimeout the host ends the worker, and every search that runs there.</summary>
    [Fact]
    public void A_run_gives_way_before_the_host_ends_its_worker_whatever_is_set()
    {
        var host = JsonNode.Parse(File.ReadAllText(Repository.Path("host.json")))!;
        var limit = TimeSpan.Parse(host["functionTimeout"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        var longest = typeof(IngestionOptions).GetProperty(nameof(IngestionOptions.MaxRunMinutes))!.GetCustomAttribute<RangeAttribute>()!.Maximum;
        Assert.True(TimeSpan.FromMinutes((double)longest) < limit, $"{longest} minutes are not less than {limit}.");
    }
}
