using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoiceLake.Audio.Flac;

/// <summary>Reads bits, most significant first, through a window of 64 bits; past the end it reads zeros and says so.</summary>
internal ref struct FlacBitReader(ReadOnlySpan<byte> bytes, int start)
{
    // Past the end the window is filled with zeros; a run of zeros this long cannot end any more.
    private const int Slack = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    // The next bits at the top. Below the _count that are counted others may stand, as they follow in the file.
    private ulong _window;
    private int _count;
    private int _next = start;

    /// <summary>The byte that holds the next bit.</summary>
    public readonly long Offset => (((long)_next * 8) - _count) / 8;

    /// <summary>Whether bits were read that the file does not have.</summary>
    public readonly bool Overrun => ((long)_next * 8) - _count > (long)_bytes.Length * 8;

    /// <summary>A broken rule at this place; what is broken past the end is the end itself.</summary>
    public readonly FlacFault Fault(string rule, string found) => Overrun
        ? new FlacFault(AudioRules.FlacTruncated, _bytes.Length, "the file ends inside a frame")
        : new FlacFault(rule, Offset, found);

    /// <summary>Up to 33 bits.</summary>
    public ulong Read(int bits)
    {
        if (bits == 0)
        {
            return 0;
        }

        if (_count < bits)
        {
            Refill();
        }

        var value = _window >> (64 - bits);
        _window <<= bits;
        _count -= bits;
        return value;
    }

    /// <summary>Up to 33 bits in two's complement.</summary>
    public long ReadSigned(int bits) => bits == 0 ? 0 : (long)(Read(bits) << (64 - bits)) >> (64 - bits);

    /// <summary>The number of zeros before the next one.</summary>
    public int ReadUnary()
    {
        var zeros = 0;
        while (true)
        {
            Refill();
            var leading = BitOperations.LeadingZeroCount(_window);
            if (leading < _count)
            {
                _window = _window << leading << 1;
                _count -= leading + 1;
                return zeros + leading;
            }

            zeros += _count;
            _window = _count == 64 ? 0 : _window << _count;
            _count = 0;
            if (_next > _bytes.Length + Slack)
            {
                throw Fault(AudioRules.FlacTruncated, "the file ends inside a frame");
            }
        }
    }

    /// <summary>Rice-coded residuals with one parameter: the quotient in unary, then <paramref name="parameter"/> bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadRice(Span<int> residuals, int parameter)
    {
        // The state lives in registers while the loop runs: this is where most of the decoding time goes.
        var (window, count, next) = (_window, _count, _next);
        ref var bytes = ref MemoryMarshal.GetReference(_bytes);
        var lastWhole = _bytes.Length - sizeof(ulong);
        var stop = 1u << parameter;
        for (var i = 0; i < residuals.Length; i++)
        {
            if (next <= lastWhole)
            {
                var following = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, next));
                window |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(following) : following) >> count;
                next += (63 - count) >> 3;
                count |= 56;
            }

            var quotient = BitOperations.LeadingZeroCount(window);
            var length = quotient + 1 + parameter;
            uint folded;
            if (length <= count)
            {
                // The window now begins with the one that ends the quotient: it adds 2^parameter, which is taken off again.
                folded = ((uint)quotient << parameter) + (uint)(window << quotient >> (63 - parameter)) - stop;
                window <<= length;
                count -= length;
            }
            else
            {
                (_window, _count, _next) = (window, count, next);
                folded = ReadLongRice(parameter);
                (window, count, next) = (_window, _count, _next);
            }

            residuals[i] = (int)(folded >> 1) ^ -(int)(folded & 1);
        }

        (_window, _count, _next) = (window, count, next);
    }

    /// <summary>Steps to the next whole byte and gives its offset.</summary>
    public int AlignToByte()
    {
        if (Read(_count % 8) != 0)
        {
            throw Fault(AudioRules.FlacSubframe, "the bits that fill up the last byte are not zero");
        }

        return _next - (_count / 8);
    }

    private uint ReadLongRice(int parameter)
    {
        var quotient = (uint)ReadUnary();
        if (quotient > uint.MaxValue >> parameter)
        {
            throw Fault(AudioRules.FlacSubframe, $"a residual with quotient {quotient} is wider than 32 bits");
        }

        return (quotient << parameter) | (uint)Read(parameter);
    }

    private void Refill()
    {
        if (_next <= _bytes.Length - sizeof(ulong))
        {
            _window |= BinaryPrimitives.ReadUInt64BigEndian(_bytes[_next..]) >> _count;
            _next += (63 - _count) >> 3;
            _count |= 56;
            return;
        }

        for (; _count <= 56; _count += 8, _next++)
        {
            var following = _next < _bytes.Length ? _bytes[_next] : 0UL;
            _window |= following << (56 - _count);
        }
    }
}
