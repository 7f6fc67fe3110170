using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace RerankFunctions.Host.TestApp;

public sealed class Requests(Diary diary, ILogger<Requests> logger)
{
    [Function("GetThing")]
    public static IResult GetThing([HttpTrigger(AuthorizationLevel.Function, "get", Route = "things/{id:int}")] HttpRequest request, int id)
        => Results.Text($"GetThing {id}");

    [Function("PutFile")]
    public static async Task<IResult> PutFile(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "files/{*name}")] HttpRequest request, string name)
    {
        var length = 0L;
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer)) > 0)
            length += read;
        return Results.Text($"PutFile {name} {length} {request.ContentLength}");
    }

    /// <summary>First by name, so that it takes the other's request too.</summary>
    [Function("AnyFolder")]
    public static IResult AnyFolder([HttpTrigger(AuthorizationLevel.Function, "get", Route = "folders/{*name}")] HttpRequest request)
        => Results.Text("AnyFolder");

    [Function("ListFolders")]
    public static IResult ListFolders([HttpTrigger(AuthorizationLevel.Function, "get", Route = "folders")] HttpRequest request)
        => Results.Text("ListFolders");

    [Function("Unrouted")]
    public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Text("Unrouted");

    [Function("Action")]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Function, "get", Route = "action")] HttpRequest request)
        => new ContentResult { Content = "an action result" };

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Function, "get", Route = "throws")] HttpRequest request)
        => throw new InvalidOperationException("a secret");

    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request)
        => Results.Text("open");

    /// <summary>Takes a value by name, from wherever the host has one.</summary>
    [Function("Named")]
    public static IResult Named([HttpTrigger(AuthorizationLevel.Function, "post", Route = "named")] HttpRequest request, string? place)
        => Results.Text($"Named {place}");

    [Function("NamedByRoute")]
    public static IResult NamedByRoute([HttpTrigger(AuthorizationLevel.Function, "post", Route = "named/{place}")] HttpRequest request, string? place)
        => Results.Text($"Named {place}");

    [Function("Waits")]
    public async Task<IResult> Waits(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "waits")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.HttpContext.RequestAborted);
        try
        {
            await diary.WriteAsync("Waits", either.Token);
            return Results.Text("waited");
        }
        catch (OperationCanceledException)
        {
            await diary.WriteAsync($"Waits no longer {cancellationToken.IsCancellationRequested}", CancellationToken.None);
            throw;
        }
    }

    [Function("Surroundings")]
    public static IResult Surroundings([HttpTrigger(AuthorizationLevel.Function, "get", Route = "surroundings")] HttpRequest request)
        => Results.Json(new
        {
            process = Environment.ProcessId,
            folder = Environment.CurrentDirectory,
            arguments = Environment.GetCommandLineArgs()[1..],
            settings = Environment.GetEnvironmentVariables(),
            invocation = request.Headers["x-ms-invocation-id"].ToString(),
        });

    [Function("Logs")]
    public IResult Logs([HttpTrigger(AuthorizationLevel.Function, "get", Route = "logs")] HttpRequest request)
    {
        logger.LogInformation("quiet");
        logger.LogWarning("loud");
        if (request.Query.ContainsKey("outside"))
            LogOutside();
        return Results.Text("logged");
    }

    /// <summary>On a thread that knows nothing of the run.</summary>
    private void LogOutside()
    {
        using var nothing = ExecutionContext.SuppressFlow();
        var thread = new Thread(() => logger.LogWarning("outside"));
        thread.Start();
        thread.Join();
    }

    /// <summary>A process of the app's own, as long-lived as its standard input.</summary>
    [Function("Child")]
    public static async Task<IResult> Child([HttpTrigger(AuthorizationLevel.Function, "get", Route = "child")] HttpRequest request)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        child.StandardInput.Close();
        return Results.Text((await child.StandardOutput.ReadToEndAsync()).Trim());
    }
}
