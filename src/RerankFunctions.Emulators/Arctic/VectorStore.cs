using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// Vectors by the hash of their text, in a file that is only ever appended to: a second start embeds nothing again, and memory holds
/// 24 bytes a vector. What a killed process left unfinished at its end is dropped.
/// </summary>
internal sealed class VectorStore : IDisposable
{
    private const int KeyBytes = 16, RecordBytes = KeyBytes + (ArcticNetwork.Dimensions * sizeof(float));
    private const int ReadAtOnce = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, long> _places = [];
    private readonly FileStream _file;
    private long _end;

    private VectorStore(FileStream file)
    {
        _file = file;
        var records = new byte[ReadAtOnce * RecordBytes];
        int read;
        while ((read = file.ReadAtLeast(records, records.Length, throwOnEndOfStream: false)) >= RecordBytes)
        {
            for (var at = 0; at + RecordBytes <= read; at += RecordBytes, _end += RecordBytes)
                _places[BinaryPrimitives.ReadUInt128LittleEndian(records.AsSpan(at))] = _end;
        }
    }

    /// <param name="folder">Where it is kept between starts; null for a file that goes with the process.</param>
    /// <exception cref="IOException">Another process has it open.</exception>
    public static VectorStore Open(string? folder)
    {
        if (folder is null)
            return new VectorStore(new FileStream(
                Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        Directory.CreateDirectory(folder);
        // Other weights give other vectors: another file.
        var path = Path.Combine(folder, $"arctic-xs-{ArcticPackage.WeightsHash[..8]}.vectors");
        return new VectorStore(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
    }

    /// <summary>The vector, or null where it is not known, or what the file has in its place is none.</summary>
    public float[]? Find(UInt128 key)
    {
        long place;
        lock (_lock)
        {
            if (!_places.TryGetValue(key, out place))
                return null;
        }

        var vector = new float[ArcticNetwork.Dimensions];
        RandomAccess.Read(_file.SafeFileHandle, MemoryMarshal.AsBytes(vector.AsSpan()), place + KeyBytes);
        return Math.Abs(TensorPrimitives.Norm<float>(vector) - 1) < 1e-3 ? vector : null;
    }

    public void Add(UInt128 key, ReadOnlySpan<float> vector)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(record, key);
        MemoryMarshal.AsBytes(vector).CopyTo(record[KeyBytes..]);
        lock (_lock)
        {
            RandomAccess.Write(_file.SafeFileHandle, record, _end);
            _places[key] = _end;
            _end += RecordBytes;
        }
    }

    public void Dispose() => _file.Dispose();
}
