using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Health;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions;

/// <summary>The app as it is composed everywhere: deployed, under the local host, and in tests. Only its settings differ.</summary>
public static class RerankFunctionsApp
{
    /// <param name="args">What the Functions host starts the worker with; settings in the form <c>Section:Name=value</c> are taken too.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.AddRerankFunctions();
        builder.AddTelemetry();
        builder.Logging.LeaveOutRequests();
        builder.UseMiddleware<InvocationScope>();
        builder.UseMiddleware<CallerLimit>();
        builder.Services.TakeUploads();
        builder.Services.AddSingleton<RefusedRepair>();
        return builder;
    }
}
