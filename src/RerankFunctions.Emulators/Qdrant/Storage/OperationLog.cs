using System.Buffers.Binary;
using Google.Protobuf;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// The operations on a collection, in order, in one file: each its number, its kind, its length and the request itself. A
/// record is with the operating system before <see cref="Append"/> returns, so that killing the process loses none; a
/// record cut short by that is dropped on opening. (Power loss is not covered: nothing is synced to the disk.)
/// </summary>
internal sealed class OperationLog : IDisposable
{
    private const int HeaderLength = sizeof(ulong) + sizeof(byte) + sizeof(int);

    // A record's kind is its place here.
    private static readonly MessageParser[] Kinds =
    [
        CreateCollection.Parser, UpsertPoints.Parser, DeletePoints.Parser, SetPayloadPoints.Parser,
        CreateFieldIndexCollection.Parser, DeleteFieldIndexCollection.Parser, PointsUpdateOperation.Parser, DeletePayloadPoints.Parser,
        ClearPayloadPoints.Parser, UpdatePointVectors.Parser, DeletePointVectors.Parser, CreateVectorNameRequest.Parser,
        DeleteVectorNameRequest.Parser,
    ];

    private readonly FileStream _file;

    private OperationLog(FileStream file, string path) => (_file, Path) = (file, path);

    public string Path { get; }

    public static OperationLog Create(string path) => new(Open(path, FileMode.Create), path);

    /// <summary>Opens a log, gives each whole record to <paramref name="replay"/>, and cuts off what follows the last.</summary>
    public static OperationLog Open(string path, Action<ulong, IMessage> replay)
    {
        var file = Open(path, FileMode.Open);
        var header = new byte[HeaderLength];
        long whole = 0;
        while (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength)
        {
            var kind = header[sizeof(ulong)];
            var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(sizeof(ulong) + 1));
            if (kind >= Kinds.Length || length < 0 || length > file.Length - file.Position)
                break;
            var body = new byte[length];
            file.ReadExactly(body);
            replay(BinaryPrimitives.ReadUInt64LittleEndian(header), Kinds[kind].ParseFrom(body));
            whole = file.Position;
        }
        file.SetLength(whole);
        file.Position = whole;
        return new OperationLog(file, path);
    }

    /// <summary>Opens a log that ends in a whole record, to append to it.</summary>
    public static OperationLog Resume(string path)
    {
        var file = Open(path, FileMode.Open);
        file.Seek(0, SeekOrigin.End);
        return new OperationLog(file, path);
    }

    public void Append(ulong operation, IMessage request)
    {
        var length = request.CalculateSize();
        var record = new byte[HeaderLength + length];
        BinaryPrimitives.WriteUInt64LittleEndian(record, operation);
        record[sizeof(ulong)] = (byte)Array.FindIndex(Kinds, kind => kind == request.Descriptor.Parser);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(sizeof(ulong) + 1), length);
        request.WriteTo(record.AsSpan(HeaderLength));
        var whole = _file.Position;
        try
        {
            _file.Write(record);
            _file.Flush();
        }
        catch (IOException)
        {
            // A full disk: what comes next must not follow half a record.
            _file.SetLength(whole);
            _file.Position = whole;
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode)
        => new(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
