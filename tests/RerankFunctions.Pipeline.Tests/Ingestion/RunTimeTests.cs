using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using RerankFunctions.Local;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public sealed class RunTimeTests
{
    private static readonly JsonNode Host = JsonNode.Parse(File.ReadAllText(Repository.Path("host.json")))!;

    /// <summary>
    /// The queue's listener fetches more only when no more than so many are being worked on (QueueListener of the WebJobs SDK); a large document's run
    /// takes minutes.
    /// </summary>
    [Fact]
    public void One_large_document_does_not_keep_the_queue_from_fetching_others()
        => Assert.InRange(Host["extensions"]!["queues"]!["newBatchThreshold"]!.GetValue<int>(), 1, int.MaxValue);

    /// <summary>At its functionTimeout the host ends the worker, and every search that runs there.</summary>
    [Fact]
    public void A_run_gives_way_before_the_host_ends_its_worker_whatever_is_set()
    {
        var limit = TimeSpan.Parse(Host["functionTimeout"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        var longest = typeof(IngestionOptions).GetProperty(nameof(IngestionOptions.MaxRunMinutes))!.GetCustomAttribute<RangeAttribute>()!.Maximum;
        Assert.True(TimeSpan.FromMinutes((double)longest) < limit, $"{longest} minutes are not less than {limit}.");
    }
}
