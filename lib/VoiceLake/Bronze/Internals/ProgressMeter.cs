using VoiceLake.Stages;

namespace VoiceLake.Bronze.Internals;

/// <summary>Adds up what concurrent copies have done and reports it: at every finished item, and at every further MiB.</summary>
internal sealed class ProgressMeter(IProgress<StageProgress>? progress, long total)
{
    private const long Step = 1 << 20;

    private readonly Lock _lock = new();
    private long _items;
    private long _bytes;
    private long _reported;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void AddBytes(int bytes, string current)
    {
        lock (_lock)
        {
            _bytes += bytes;
            if (_bytes - _reported >= Step)
            {
                Report(current);
            }
        }
    }

    public void AddItem(string current)
    {
        lock (_lock)
        {
            _items++;
            Report(current);
        }
    }

    private void Report(string? current)
    {
        BronzeTelemetry.Bytes.Add(_bytes - _reported);
        _reported = _bytes;
        progress?.Report(new StageProgress("bronze", _items, total, _bytes, null, current));
    }
}
