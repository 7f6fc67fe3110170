namespace RerankFunctions.Reading.Tests;

/// <summary>A seekable stream of the same bytes over and over, which takes no memory however long it is.</summary>
internal sealed class RepeatedStream(byte[] bytes, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - Position);
        for (var at = 0; at < read; at++)
            buffer[offset + at] = bytes[(Position + at) % bytes.Length];
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
