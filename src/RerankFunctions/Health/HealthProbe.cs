using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Health;

/// <summary>
/// Says that the app is up, and whether somebody has to decide on a repair of the index that it refused. Nothing about what it depends on:
/// anyone may ask.
/// </summary>
public sealed class HealthProbe(RefusedRepair repair)
{
    [Function("Health")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
        => await repair.IsThereAsync()
            ? Results.Json(new { status = "ok", repair = "refused" })
            : Results.Json(new { status = "ok" });
}
