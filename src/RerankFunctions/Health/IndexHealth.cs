using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Health;

/// <summary>GET /api/health/index: how many passages are indexed, and how many of them lack a vector.</summary>
public sealed class IndexHealth(IIndexCoverage coverage)
{
    [Function("GetIndexHealth")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "health/index")] HttpRequest request)
        => Problem.CatchAsync(async () => TypedResults.Json(
            await coverage.MeasureAsync(request.HttpContext.RequestAborted), SearchJson.Readable.IndexCoverage));
}
