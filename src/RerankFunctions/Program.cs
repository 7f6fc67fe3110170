using Microsoft.Extensions.Hosting;
using RerankFunctions;

await RerankFunctionsApp.CreateBuilder(args).Build().RunAsync();
