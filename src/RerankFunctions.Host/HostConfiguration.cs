using Microsoft.Extensions.Configuration;
using RerankFunctions.Host.Workers;

namespace RerankFunctions.Host;

/// <summary>host.json under <c>AzureFunctionsJobHost</c>, then the app's settings: where the WebJobs SDK and its extensions look.</summary>
internal static class HostConfiguration
{
    private const string Root = "AzureFunctionsJobHost";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    /// <exception cref="FunctionsHostException">host.json cannot be read.</exception>
    public static IConfigurationRoot Build(AppFolder app, FunctionsHostOptions options)
    {
        IConfiguration hostJson;
        try
        {
            hostJson = new ConfigurationBuilder().AddJsonFile(app.HostJson).Build();
        }
        catch (InvalidDataException malformed)
        {
            throw new FunctionsHostException($"Correct {app.HostJson}: {malformed.InnerException?.Message ?? malformed.Message}", malformed);
        }

        return new ConfigurationBuilder()
            .AddInMemoryCollection(BelowRoot(hostJson.AsEnumerable()))
            .AddInMemoryCollection(BelowRoot(options.HostSettings))
            .AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create(
                setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), setting.Value)))
            .AddInMemoryCollection([new("AzureWebJobsConfigurationSection", Root)])
            .Build();
    }

    public static IConfigurationSection Logging(this IConfiguration configuration) => configuration.GetSection(Root).GetSection("logging");

    public static string RoutePrefix(this IConfiguration configuration)
        => configuration.GetSection(Root).GetSection("extensions:http")["routePrefix"] ?? "api";

    /// <summary>Null where host.json says −1, without end.</summary>
    /// <exception cref="FunctionsHostException">It is no time.</exception>
    public static TimeSpan? FunctionTimeout(this IConfiguration configuration) => configuration.GetSection(Root)["functionTimeout"] switch
    {
        null => DefaultTimeout,
        "-1" => null,
        { } text when TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var timeout)
            && timeout > TimeSpan.Zero => timeout,
        { } wrong => throw new FunctionsHostException($"functionTimeout in host.json is '{wrong}': give a time such as 00:05:00, or -1."),
    };

    private static IEnumerable<KeyValuePair<string, string?>> BelowRoot(IEnumerable<KeyValuePair<string, string?>> values) => values
        .Where(value => value.Value is not null)
        .Select(value => KeyValuePair.Create(ConfigurationPath.Combine(Root, value.Key), value.Value));
}
