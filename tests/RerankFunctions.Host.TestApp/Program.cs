using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Host.TestApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var address = new Uri(Environment.GetEnvironmentVariable("DIARY") ?? throw new InvalidOperationException("Set DIARY."));
builder.Services.AddHttpClient<Diary>(diary => (diary.BaseAddress, diary.Timeout) =
    (address, Timeout.InfiniteTimeSpan));
// Bodies are bounded by the host: who tests that does not want to meet the worker's bound of 30 MB.
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
await builder.Build().RunAsync();
