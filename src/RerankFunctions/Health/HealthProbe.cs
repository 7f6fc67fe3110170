using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Health;

/// <summary>Says that the app is up, and nothing about what it depends on: anyone may ask.</summary>
public sealed class HealthProbe
{
    [Function("Health")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
        => Results.Json(new { status = "ok" });
}
