using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Health;

/// <summary>
/// Says that the app is up, and whether somebody has to decide on a repair of the index that it refused. Nothing about what it depends on:
/// anyone may ask.
/// </summary>
public sealed class HealthProbe(IReconciliation reconciliation)
{
    [Function("Health")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
        => await IsRefusedAsync(request.HttpContext.RequestAborted)
            ? Results.Json(new { status = "ok", repair = "refused" })
            : Results.Json(new { status = "ok" });

    private async Task<bool> IsRefusedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reconciliation.RefusedAsync(cancellationToken) is not null;
        }
        catch (DependencyException)
        {
            return false;
        }
    }
}
