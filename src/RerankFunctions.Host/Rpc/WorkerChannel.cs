using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;

namespace RerankFunctions.Host.Rpc;

/// <summary>The conversation with one worker, from its first message to its last.</summary>
internal sealed class WorkerChannel(string workerId, Action<RpcLog> onLog)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _unanswered = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId => workerId;

    /// <summary>The worker has said that it is there.</summary>
    public Task Started => _started.Task;

    /// <summary>Why it is over, once it is.</summary>
    public Task<Exception> Ended => _ended.Task;

    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken aborted)
    {
        _started.TrySetResult();
        var sending = SendAsync(outgoing, aborted);
        try
        {
            while (await incoming.MoveNext(aborted))
                Take(incoming.Current);
            End(new WorkerEndedException("The worker closed its stream."));
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException)
        {
            End(new WorkerEndedException("The worker's stream broke.", exception));
        }

        await sending;
    }

    /// <summary>Fails what is unanswered; nothing more is sent.</summary>
    public void End(Exception reason)
    {
        _outgoing.Writer.TryComplete();
        _ended.TrySetResult(reason);
        _started.TrySetException(reason);
        foreach (var id in _unanswered.Keys)
        {
            if (_unanswered.TryRemove(id, out var answer))
                answer.TrySetException(reason);
        }
    }

    public void Post(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends a message and returns the answer: the worker repeats the request's id.</summary>
    /// <exception cref="WorkerEndedException">There is no worker any more.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var answer = _unanswered[message.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_outgoing.Writer.TryWrite(message) && _unanswered.TryRemove(message.RequestId, out _))
            throw await Ended;
        return await answer.Task;
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase is StreamingMessage.ContentOneofCase.RpcLog)
            onLog(message.RpcLog);
        else if (message.ContentCase is not StreamingMessage.ContentOneofCase.None && _unanswered.TryRemove(message.RequestId, out var answer))
            answer.TrySetResult(message);
    }

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken aborted)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(aborted))
                await outgoing.WriteAsync(message, aborted);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException)
        {
            // The reading side tells.
        }
    }
}
