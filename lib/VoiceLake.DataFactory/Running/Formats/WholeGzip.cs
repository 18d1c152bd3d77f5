using VoiceLake.Silver.Archives;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Unpacks gzip and fails at its end unless length and checksum are as the file says; .NET's own reader takes a file that was cut for a whole one.</summary>
internal sealed class WholeGzip(Stream packed) : ReadOnlyStream
{
    private readonly GzipStream _content = new(packed);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer) is var read and > 0 ? read
                : _content.Fault is { } fault && !buffer.IsEmpty ? throw new InvalidDataException(fault.Message, fault)
                : 0;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
