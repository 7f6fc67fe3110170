using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions;

internal static class Telemetry
{
    /// <summary>
    /// The frameworks' own lines of each request, at Information, hold what nobody may read in a log: queries and function keys
    /// (<c>?q=…&amp;code=…</c>). They are sixteen a search, too.
    /// </summary>
    private static readonly string[] TellingRequests = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Polly", "Azure", "Grpc"];

    public static void LeaveOutRequests(this ILoggingBuilder logging)
    {
        foreach (var category in TellingRequests)
            logging.AddFilter(category, LogLevel.Warning);
    }

    /// <summary>
    /// Traces and metrics go to Application Insights where its connection string is set, with the identity that
    /// APPLICATIONINSIGHTS_AUTHENTICATION_STRING names (<c>ClientId=…;Authorization=AAD</c>, the host's own setting). Where it is not, nothing
    /// would come of them: setting them up takes a tenth of a start.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
            return;
        var telemetry = builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(ProductMetrics.MeterName));
        telemetry.UseAzureMonitorExporter(exporter =>
        {
            exporter.ConnectionString = connection;
            var authentication = new DbConnectionStringBuilder
            {
                ConnectionString = builder.Configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] ?? "",
            };
            if (authentication.TryGetValue("ClientId", out var clientId))
                exporter.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId((string)clientId));
        });
    }
}
