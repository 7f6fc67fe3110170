using RerankFunctions.Host;
using RerankFunctions.Local.Display;
using RerankFunctions.Local.Stack;

namespace RerankFunctions.Local.Commands;

/// <summary>What serve and demo have in common: everything up, the samples indexed, the example asked.</summary>
internal sealed class BringUp : IAsyncDisposable
{
    private readonly StateFolder _state;

    private BringUp(StateFolder state, LocalStack stack, RunJournal journal) => (_state, Stack, Journal) = (state, stack, journal);

    public LocalStack Stack { get; }

    public RunJournal Journal { get; }

    /// <summary>Documents that could not be indexed, with the reason.</summary>
    public IReadOnlyList<FunctionRun> FailedDocuments { get; private set; } = [];

    public ExampleAnswer? Example { get; private set; }

    public static async Task<BringUp> StartAsync(RunnerOptions options, CancellationToken cancellationToken)
    {
        var state = StateFolder.Open(options.StateRoot);
        try
        {
            if (options.Fresh)
                state.Empty();

            var journal = new RunJournal();
            var stack = await LocalStack.StartAsync(
                StackOptionsOf(options, state) with
                {
                    Release = options.Release,
                    App = options.App,
                    Host = host => host with
                    {
                        Key = options.Key,
                        OnRun = journal.Add,
                        WaitForDebugger = options.Debug,
                        OnWorkerStarted = options.Debug ? SayWorker : null,
                    },
                },
                cancellationToken);
            return new BringUp(state, stack, journal);
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    public static StackOptions StackOptionsOf(RunnerOptions options, StateFolder state) => new()
    {
        Ports = options.Ports,
        State = state,
        Models = options.Models,
        Settings = LocalSettings.Read(Repository.Path("local.settings.json"), Environment.GetEnvironmentVariables()),
        Report = Output.Step,
    };

    /// <summary>Uploads the samples if there are no documents, sees everything indexed, and asks the example question.</summary>
    public async Task ShowAsync(RunnerOptions options, CancellationToken cancellationToken)
    {
        Banner.Show(Stack);
        await ModelsOfState.BringUpToDateAsync(Stack, _state, options.Key, cancellationToken);
        var uploaded = await SampleUpload.RunAsync(options.Samples, Stack.Documents, cancellationToken);
        if (uploaded > 0)
            Output.Step($"Uploaded {uploaded} documents from {options.Samples}");

        FailedDocuments = await IngestionProgress.ShowAsync(Stack, Journal, cancellationToken);
        Example = await ExampleAnswer.AskAsync(Stack.BaseAddress, options.Key, cancellationToken);
        RankingTable.Show(Example);
    }

    private static void SayWorker(int process) => Output.Step($"The worker is process {process}: it waits for a debugger to attach");

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        _state.Dispose();
    }
}
