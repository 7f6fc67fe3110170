using Google.Protobuf;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// A collection: many read at a time, one changes it, and a change is in the log before anyone sees it. The log is
/// rewritten from the points themselves when most of what it holds has been overwritten or deleted.
/// </summary>
internal sealed class Collection : IDisposable
{
    /// <summary>Below this many point writes a log is not worth rewriting.</summary>
    private const int SmallLog = 4096;

    private const int CompactedBatch = 64;

    private readonly ReaderWriterLockSlim _guard = new();
    private readonly CollectionState _state;
    private OperationLog? _log;
    private long _writesInLog;

    /// <summary>A new collection, kept at the path, or in memory only if that is null.</summary>
    public Collection(CollectionSchema schema, string? path)
    {
        _state = new CollectionState(schema);
        if (path is null)
            return;
        _log = OperationLog.Create(path);
        _log.Append(0, schema.Request);
    }

    private Collection(CollectionState state, OperationLog log, long writesInLog)
        => (_state, _log, _writesInLog) = (state, log, writesInLog);

    public CollectionSchema Schema => _state.Schema;

    /// <summary>Reads a collection back; null if the file ends before its creation does.</summary>
    public static Collection? Load(string path, bool strictMode)
    {
        CollectionState? state = null;
        long writes = 0;
        var log = OperationLog.Open(path, (operation, request) =>
        {
            if (request is CreateCollection create)
                state = new CollectionState(new CollectionSchema(create, strictMode));
            else
                state!.Apply(operation, request);
            writes += Writes(request);
        });
        if (state is null)
        {
            log.Dispose();
            File.Delete(path);
            return null;
        }
        var collection = new Collection(state, log, writes);
        collection.CompactIfMostlyDead();
        return collection;
    }

    public T Read<T>(Func<CollectionState, T> read)
    {
        _guard.EnterReadLock();
        try
        {
            return read(_state);
        }
        finally
        {
            _guard.ExitReadLock();
        }
    }

    /// <summary>Makes a change from what it finds and applies it. Gives the operation's number.</summary>
    public ulong Write(Func<CollectionState, IMessage> change)
    {
        _guard.EnterWriteLock();
        try
        {
            var request = change(_state);
            var operation = _state.Operation + 1;
            _log?.Append(operation, request);
            _state.Apply(operation, request);
            _writesInLog += Writes(request);
            CompactIfMostlyDead();
            return operation;
        }
        finally
        {
            _guard.ExitWriteLock();
        }
    }

    public void Delete()
    {
        _guard.EnterWriteLock();
        try
        {
            _log?.Dispose();
            if (_log is not null)
                File.Delete(_log.Path);
            _log = null;
        }
        finally
        {
            _guard.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        _log?.Dispose();
        _guard.Dispose();
    }

    private static int Writes(IMessage request) => request is UpsertPoints upsert ? upsert.Points.Count : 1;

    private void CompactIfMostlyDead()
    {
        if (_log is null || _writesInLog < SmallLog || _writesInLog < 2L * _state.Count)
            return;
        var path = _log.Path;
        using (var compacted = OperationLog.Create(path + ".new"))
        {
            compacted.Append(0, Schema.Request);
            foreach (var index in _state.Indexes.Values)
                compacted.Append(0, index.ToRequest());
            foreach (var version in _state.Points.GroupBy(point => point.Version).OrderBy(points => points.Key))
            {
                foreach (var batch in version.Chunk(CompactedBatch))
                    compacted.Append(version.Key, new UpsertPoints { Points = { batch.Select(point => point.ToInput()) } });
            }
            // Nothing is deleted by this; it keeps the count of operations.
            compacted.Append(_state.Operation, new DeletePoints { Points = new PointsSelector { Points = new PointsIdsList() } });
        }
        _log.Dispose();
        File.Move(path + ".new", path, overwrite: true);
        _writesInLog = _state.Count;
        _log = OperationLog.Resume(path);
    }
}
