using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Local.Stack;
using RerankFunctions.Pipeline.Ingestion;

// Arguments: the connection string of the storage account, then settings as NAME=VALUE. Says "ready" once it runs, and answers each line
// with "idle" when all that the container holds has been worked on. Ends with its standard input.

var stack = await LocalStack.StartAsync(
    new StackOptions
    {
        Storage = args[0],
        Models = StackModels.Lexical,
        Settings = args.Skip(1).Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], string? (setting) => setting[1]),
        Host = host => host with
        {
            Register = builder =>
            {
                host.Register(builder);
                builder.Services.Configure<RunGuardOptions>(guard => guard.Lease = TimeSpan.FromSeconds(1));
            },
            Lease = TimeSpan.FromSeconds(1),
            ScanInterval = TimeSpan.FromMilliseconds(20),
            RetryDelay = TimeSpan.Zero,
        },
    },
    CancellationToken.None);
await using (stack)
{
    Console.WriteLine("ready");
    while (Console.ReadLine() is not null)
    {
        await stack.Functions.WhenIdleAsync(CancellationToken.None);
        Console.WriteLine("idle");
    }
}
