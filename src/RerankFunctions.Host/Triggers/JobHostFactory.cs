using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Http;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Azure.WebJobs.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Workers;

#pragma warning disable CS0618 // See AppFunctions and WebHooks.

namespace RerankFunctions.Host.Triggers;

/// <summary>Builds the WebJobs SDK's host around the app's own extensions. It needs no worker until it starts.</summary>
internal static class JobHostFactory
{
    public static IHost Build(
        AppFolder app, FunctionsHostOptions options, IConfiguration configuration, ILoggerFactory loggers, WebHooks webHooks,
        WorkerSupervisor workers, Func<IServiceProvider, FunctionCall> call)
    {
        var startups = AppExtensions.Load(app);
        return new HostBuilder()
            .UseEnvironment(options.EnvironmentName)
            .UseDefaultServiceProvider(static provider => provider.ValidateOnBuild = false)
            .ConfigureAppConfiguration(builder => builder.AddConfiguration(configuration))
            .ConfigureServices(services =>
            {
                var webJobs = services.AddWebJobs(static _ => { });
                webJobs.AddHttp();
                webJobs.AddTimers();
                foreach (var startup in startups)
                    webJobs.UseWebJobsStartup(startup, loggers);
                services.AddAzureStorageCoreServices();
                services.AddHostedService<JobHostService>();

                services.AddSingleton(loggers);
                services.AddSingleton<IHostLifetime, NoLifetime>();
                services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopPatience);
                services.AddSingleton<IHostIdProvider>(new HostId(options.HostId ?? NameOf(app)));
                // The timers' own monitor is made for a WebJobs.Host.Storage of long ago.
                services.RemoveAll<ScheduleMonitor>();
                services.AddSingleton<ScheduleMonitor>(new ScheduleMemory());
                services.AddSingleton<Microsoft.Azure.WebJobs.Host.Config.IWebHookProvider>(webHooks);
                services.AddSingleton<IWebJobsExceptionHandlerFactory>(new WorkerTimeouts(workers));
                services.AddSingleton(provider => new AppFunctions(new(provider.GetRequiredService<IJobHostMetadataProvider>)));
                services.AddSingleton<ITypeLocator>(provider =>
                    new FunctionTypes(provider.GetRequiredService<AppFunctions>(), configuration.FunctionTimeout()));
                services.AddSingleton<TriggerBacklog>();
                services.AddSingleton(call);
            })
            .Build();
    }

    /// <summary>As hosts are to be called: lower-case letters, digits and single dashes, 32 at most.</summary>
    private static string NameOf(AppFolder app)
    {
        var name = Path.GetFileNameWithoutExtension(app.Assembly).ToLowerInvariant();
        var allowed = string.Join('-', new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries));
        return allowed[..Math.Min(allowed.Length, 32)].TrimEnd('-');
    }

    private sealed class HostId(string id) : IHostIdProvider
    {
        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
    }

    /// <summary>Whoever starts the host says when it ends, not the console.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
