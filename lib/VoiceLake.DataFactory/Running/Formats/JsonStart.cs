using System.Buffers;
using System.IO.Pipelines;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Looks at the beginning of JSON in UTF-8 without using it up.</summary>
internal static class JsonStart
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Skips a byte order mark and white space, and gives the first character behind them; null where there is none.</summary>
    public static async Task<byte?> PeekAsync(PipeReader content, CancellationToken cancellationToken)
    {
        var isStart = true;
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (isStart && buffer.Length < Mark.Length && !read.IsCompleted)
            {
                content.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var marked = isStart && StartsWithMark(buffer);
            isStart = false;
            var rest = new SequenceReader<byte>(marked ? buffer.Slice(Mark.Length) : buffer);
            rest.AdvancePastAny((byte)' ', (byte)'\t', (byte)'\r', (byte)'\n');
            byte? first = rest.TryPeek(out var letter) ? letter : null;
            content.AdvanceTo(rest.Position, first is null ? buffer.End : rest.Position);
            if (first is not null || read.IsCompleted)
            {
                return first;
            }
        }
    }

    private static bool StartsWithMark(ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[Mark.Length];
        return buffer.Length >= start.Length && Copy(buffer, start).SequenceEqual(Mark);
    }

    private static ReadOnlySpan<byte> Copy(ReadOnlySequence<byte> buffer, Span<byte> start)
    {
        buffer.Slice(0, start.Length).CopyTo(start);
        return start;
    }
}
