using System.Net;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

public sealed class StartTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var first = await TestHost.StartAsync(azurite);
        var port = first.Host.BaseAddress.Port;
        var failure = await FailsAsync(options => options with { Port = port });
        Assert.Contains($"Port {port}", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_an_app_is_named()
        => Assert.Contains("no .NET isolated function app", await FailsAsync(options => options with { AppFolder = Path.GetTempPath() }), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_connection_names_the_setting()
        => Assert.Contains("DocumentsStorage", await FailsAsync(options => options with
        {
            Settings = options.Settings.Where(setting => setting.Key != "DocumentsStorage").ToDictionary(),
        }), StringComparison.Ordinal);

    [Fact]
    public async Task An_app_that_ends_at_once_is_given_up_with_its_reason()
        => Assert.Contains("ended 3 times", await FailsAsync(options => options with
        {
            Settings = options.Settings.Where(setting => setting.Key != "DIARY").ToDictionary(),
        }), StringComparison.Ordinal);

    [Fact]
    public async Task A_timeout_that_is_no_time_is_named()
        => Assert.Contains("functionTimeout", await FailsAsync(options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["functionTimeout"] = "long" },
        }), StringComparison.Ordinal);

    /// <summary>The worker reads it from there too.</summary>
    [Fact]
    public async Task The_route_prefix_is_that_of_host_json()
    {
        var folder = Directory.CreateTempSubdirectory("host-test-app");
        try
        {
            foreach (var file in Directory.EnumerateFiles(TestHost.AppFolder, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder.FullName, Path.GetRelativePath(TestHost.AppFolder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var hostJson = Path.Combine(folder.FullName, "host.json");
            File.WriteAllText(hostJson, File.ReadAllText(hostJson).Replace("\"api\"", "\"\"", StringComparison.Ordinal));
            await using var app = await TestHost.StartAsync(azurite, options => options with { AppFolder = folder.FullName });
            Assert.Equal("GetThing 7", await app.Http.GetStringAsync("things/7", Cancellation));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task With_a_key_set_only_anonymous_functions_are_open()
    {
        await using var app = await TestHost.StartAsync(azurite, options => options with { Key = "right" });
        (string Path, string? Key, HttpStatusCode Expected)[] cases =
        [
            ("api/things/7", null, HttpStatusCode.Unauthorized),
            ("api/things/7", "wrong", HttpStatusCode.Unauthorized),
            ("api/things/7", "right", HttpStatusCode.OK),
            ("api/things/7?code=right", null, HttpStatusCode.OK),
            ("api/things/7?code=wrong", null, HttpStatusCode.Unauthorized),
            ("api/open", null, HttpStatusCode.OK),
        ];
        foreach (var (path, key, expected) in cases)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (key is not null)
                request.Headers.Add("x-functions-key", key);
            using var response = await app.Http.SendAsync(request, Cancellation);
            Assert.Equal((path, key, expected), (path, key, response.StatusCode));
        }
    }

    private async Task<string> FailsAsync(Func<FunctionsHostOptions, FunctionsHostOptions> change)
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        var failure = await Assert.ThrowsAsync<FunctionsHostException>(() => app.StartAsync(change));
        Assert.DoesNotContain('\n', failure.Message);
        return failure.Message;
    }
}
