using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Host.TestApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var address = new Uri(Environment.GetEnvironmentVariable("DIARY") ?? throw new InvalidOperationException("Set DIARY."));
builder.Services.AddHttpClient<Diary>(diary => (diary.BaseAddress, diary.Timeout) =
    (address, Timeout.InfiniteTimeSpan));
await builder.Build().RunAsync();
