using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Health;

/// <summary>GET /api/health/ready: whether each service that the app depends on would serve it; 503 where one does not.</summary>
public sealed class DependencyHealth(IReadiness readiness)
{
    [Function("GetReadiness")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "health/ready")] HttpRequest request)
        => Problem.CatchAsync(async () =>
        {
            var report = await readiness.CheckAsync(request.HttpContext.RequestAborted);
            return TypedResults.Json(
                report, ReadinessJson.Default.ReadinessReport,
                statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
}
