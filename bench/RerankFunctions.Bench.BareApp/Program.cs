using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Qdrant.Client;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(Setting("Cohere__Endpoint")) });
builder.Services.AddSingleton(new QdrantClient(new Uri(Setting("Qdrant__Endpoint"))));
await builder.Build().RunAsync();

static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"Set {name}.");
