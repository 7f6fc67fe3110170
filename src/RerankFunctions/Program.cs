using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using RerankFunctions;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.AddRerankFunctions();
builder.AddTelemetry();
builder.Services.TakeLargeUploads();

await builder.Build().RunAsync();
