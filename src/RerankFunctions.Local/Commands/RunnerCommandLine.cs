using System.CommandLine;
using RerankFunctions.Local.Stack;

namespace RerankFunctions.Local.Commands;

/// <summary>The commands of the runner and their options.</summary>
internal static class RunnerCommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const string Local = "local", Lexical = "lexical";

    private static readonly StackPorts DefaultPorts = new();

    private static readonly Option<int> Port = PortOption("--port", DefaultPorts.Functions, "the functions");
    private static readonly Option<int> BlobPort = PortOption("--azurite-blob-port", DefaultPorts.AzuriteBlob, "Azurite's blobs");
    private static readonly Option<int> QueuePort = PortOption("--azurite-queue-port", DefaultPorts.AzuriteQueue, "Azurite's queues");
    private static readonly Option<int> QdrantPort = PortOption("--qdrant-port", DefaultPorts.Qdrant, "Qdrant (gRPC)");
    private static readonly Option<int> CoherePort = PortOption("--cohere-port", DefaultPorts.Cohere, "the Cohere emulator");

    private static readonly Option<string> State = new("--state")
    {
        Description = "Folder of what is kept between starts",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Repository.Path(".local"),
        Recursive = true,
    };

    private static readonly Option<string> Samples = new("--samples")
    {
        Description = "Folder of documents uploaded into the container while it is empty",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Repository.Path("samples"),
        Recursive = true,
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "Function key to ask callers for; without it none is needed",
        HelpName = "KEY",
        Recursive = true,
    };

    private static readonly Option<string> Models = ModelsOption();

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Forget what earlier starts kept", Recursive = true };

    private static readonly Option<bool> Debug = new("--debug") { Description = "Let the worker wait for a debugger, and say its process id" };

    private static readonly Option<bool> Release = new("--release")
    {
        Description = "Run the app's Release build, which takes Event Grid's events instead of polling",
        Recursive = true,
    };

    private static readonly Option<string?> App = new("--app")
    {
        Description = "The folder of the app to run, as it was built or published, instead of the one built beside this program",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Runs the function app on this machine: Azurite, emulators of Qdrant and Cohere, and the functions themselves.")
        {
            Port, BlobPort, QueuePort, QdrantPort, CoherePort, State, Samples, Key, Models, Fresh, Debug, Release, App,
            Command("serve", "The same as no command", ServeCommand.RunAsync, Debug),
            Command("demo", "Bring all up, index the samples, ask an example question, and exit: 0 if the answer is right", DemoCommand.RunAsync),
            Command("emulators", "Bring up Azurite and the emulators only, for use under 'func start'", EmulatorsCommand.RunAsync),
        };
        OnInvoke(root, ServeCommand.RunAsync);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("See --help.");
        return Task.FromResult(Misused);
    }

    private static Command Command(string name, string description, Func<RunnerOptions, CancellationToken, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        OnInvoke(command, run);
        return command;
    }

    private static void OnInvoke(Command command, Func<RunnerOptions, CancellationToken, Task<int>> run) => command.SetAction(async (parsed, _) =>
    {
        using var stop = new StopSignals();
        try
        {
            return await run(Options(parsed), stop.Token);
        }
        catch (StartupException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message.ReplaceLineEndings(" "));
            return Failed;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return 0;
        }
    });

    private static RunnerOptions Options(ParseResult parsed) => new(
        new StackPorts
        {
            Functions = parsed.GetValue(Port),
            AzuriteBlob = parsed.GetValue(BlobPort),
            AzuriteQueue = parsed.GetValue(QueuePort),
            Qdrant = parsed.GetValue(QdrantPort),
            Cohere = parsed.GetValue(CoherePort),
        },
        Path.GetFullPath(parsed.GetValue(State)!),
        Path.GetFullPath(parsed.GetValue(Samples)!),
        parsed.GetValue(Key),
        parsed.GetValue(Fresh),
        parsed.GetValue(Models) switch
        {
            Local => StackModels.Local,
            Lexical => StackModels.Lexical,
            _ => StackModels.LocalIfPresent,
        },
        parsed.GetValue(Debug),
        parsed.GetValue(Release),
        parsed.GetValue(App));

    private static Option<string> ModelsOption()
    {
        var option = new Option<string>("--models")
        {
            Description = $"What ranks in Cohere's place: '{Local}', a small open model, or '{Lexical}', which compares words "
                + $"(default: {Local} where it can run, else {Lexical})",
            HelpName = $"{Local}|{Lexical}",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong(Local, Lexical);
        return option;
    }

    private static Option<int> PortOption(string name, int byDefault, string what)
    {
        var option = new Option<int>(name)
        {
            Description = $"Port of {what}; 0 takes a free one",
            HelpName = "PORT",
            DefaultValueFactory = _ => byDefault,
            Recursive = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var port) && port is < 0 or > 65_535)
                result.AddError($"{name} takes a port from 0 to 65535, not {text}.");
        });
        return option;
    }
}
