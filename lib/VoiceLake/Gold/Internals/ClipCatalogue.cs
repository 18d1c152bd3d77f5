using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>What is in silver and what of it is in gold already: the work of a run.</summary>
internal sealed class ClipCatalogue
{
    private readonly Dictionary<string, UInt128> _silver = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpeakerTally> _speakers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unchanged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>Clips in silver.</summary>
    public int Count => _silver.Count;

    /// <summary>Clips whose windows stand in gold as they would be computed now.</summary>
    public int Unchanged => _unchanged.Count;

    /// <summary>Clips in gold that silver has no more.</summary>
    public IReadOnlyCollection<string> Removed => _removed;

    /// <summary>Clips that are new or changed.</summary>
    public IEnumerable<string> Stale => _silver.Keys.Where(clip => !_unchanged.Contains(clip));

    /// <summary>The speakers with their splits, by id.</summary>
    public IReadOnlyList<GoldSplit> Speakers()
        => [.. _speakers.OrderBy(speaker => speaker.Key, StringComparer.Ordinal).Select(speaker => speaker.Value.ToRow(speaker.Key))];

    /// <summary>Adds a clip of silver.</summary>
    public void AddSilver(ClipKey clip, string featureSet, WindowOptions windows)
    {
        if (clip.SampleRate != windows.SampleRate)
        {
            throw new LakeException($"silver.clips holds '{clip.Clip}' at {clip.SampleRate} Hz, and the window options ask for {windows.SampleRate} Hz: use the same rate in both stages.");
        }

        if (!_silver.TryAdd(clip.Clip, clip.Fingerprint(featureSet)))
        {
            throw new LakeException($"silver.clips holds '{clip.Clip}' twice: delete the table and run notebook 02-silver-decode-and-cast again.");
        }

        if (!_speakers.TryGetValue(clip.Speaker, out var tally))
        {
            _speakers[clip.Speaker] = tally = new SpeakerTally(clip.Gender, windows.SampleRate);
        }

        tally.Add(clip.Gender, windows.Count(clip.NSamples), clip.NSamples);
    }

    /// <summary>Adds a window of gold; commits hold whole clips, so that one stands for all of its clip.</summary>
    public void AddGold(WindowKey window)
    {
        if (!_silver.TryGetValue(window.Clip, out var fingerprint))
        {
            _removed.Add(window.Clip);
        }
        else if (fingerprint == window.Fingerprint())
        {
            _unchanged.Add(window.Clip);
        }
    }

    private sealed class SpeakerTally(string gender, int sampleRate)
    {
        private string _gender = gender;
        private long _clips;
        private long _windows;
        private long _samples;

        public void Add(string gender, int windows, long samples)
        {
            // A label is taken only where all clips agree.
            _gender = gender == _gender ? gender : "unknown";
            (_clips, _windows, _samples) = (_clips + 1, _windows + windows, _samples + samples);
        }

        public GoldSplit ToRow(string speaker) => new(speaker, SpeakerSplit.Of(speaker), _gender, _clips, _windows, (double)_samples / sampleRate);
    }
}
