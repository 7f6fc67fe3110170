using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Http;

/// <summary>
/// Reads a request's body as far as a limit, and refuses it beyond: its declared length may be missing, or that of what it is packed in.
/// </summary>
/// <param name="limit">Bytes.</param>
/// <param name="refusal">What to throw beyond them: it tells the caller what to change.</param>
internal sealed class LimitedStream(Stream body, long limit, Func<RequestRefusedException> refusal) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="RequestRefusedException">The body is longer than the limit.</exception>
    /// <exception cref="InvalidRequestException">It is not packed as it says.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadAsync();
        _read += read;
        return _read <= limit ? read : throw refusal();

        async ValueTask<int> ReadAsync()
        {
            try
            {
                return await body.ReadAsync(buffer, cancellationToken);
            }
            catch (InvalidDataException broken)
            {
                throw new InvalidRequestException("body", $"It cannot be unpacked: {broken.Message}");
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
