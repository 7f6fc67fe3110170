using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
    }

    public class FunctionsApplicationBuilder : IHostApplicationBuilder
    {
        private readonly HostApplicationBuilder _host;

        internal FunctionsApplicationBuilder(string[] args) => _host = Host.CreateApplicationBuilder(args);

        public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_host).Properties;

        IConfigurationManager IHostApplicationBuilder.Configuration => _host.Configuration;

        public IHostEnvironment Environment => _host.Environment;

        public ILoggingBuilder Logging => _host.Logging;

        public IMetricsBuilder Metrics => _host.Metrics;

        public IServiceCollection Services => _host.Services;

        public void ConfigureContainer<TContainerBuilder>(
            IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
            where TContainerBuilder : notnull => _host.ConfigureContainer(factory, configure);

        /// <summary>Only the official worker can talk to the Functions host, so there is nothing to build here.</summary>
        /// <exception cref="NotSupportedException">Always.</exception>
        public IHost Build() => throw new NotSupportedException(
            "This build uses eng/standins and cannot run under the Azure Functions host. "
            + "Run src/RerankFunctions.Local instead, or build where the official packages restore.");
    }

    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
    }
}

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry
{
    public static class ConfigureFunctionsOpenTelemetry
    {
        public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) => builder;
    }
}
