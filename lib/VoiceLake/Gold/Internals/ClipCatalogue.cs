using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VoiceLake.Features;
using VoiceLake.Lake;

namespace VoiceLake.Gold.Internals;

/// <summary>What is in silver and what of it is in gold already: the work of a run.</summary>
/// <param name="features">The feature sets of gold's tables.</param>
internal sealed class ClipCatalogue(params IReadOnlyList<FeatureSet> features)
{
    private readonly Dictionary<string, Clip> _silver = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpeakerTally> _speakers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly int _allTables = (1 << features.Count) - 1;

    /// <summary>Clips in silver.</summary>
    public int Count => _silver.Count;

    /// <summary>Clips whose features stand in every table as they would be computed now.</summary>
    public int Unchanged => _silver.Values.Count(clip => clip.Tables == _allTables);

    /// <summary>Clips in gold that silver has no more.</summary>
    public IReadOnlyCollection<string> Removed => _removed;

    /// <summary>Clips that are new or changed.</summary>
    public IEnumerable<string> Stale => _silver.Where(clip => clip.Value.Tables != _allTables).Select(clip => clip.Key);

    /// <summary>The speakers with their splits, by id.</summary>
    public IReadOnlyList<GoldSplit> Speakers()
        => [.. _speakers.OrderBy(speaker => speaker.Key, StringComparer.Ordinal).Select(speaker => speaker.Value.ToRow(speaker.Key))];

    /// <summary>Adds a clip of silver.</summary>
    public void AddSilver(ClipKey clip, WindowOptions windows)
    {
        if (clip.SampleRate != windows.SampleRate)
        {
            throw new LakeException($"silver.clips holds '{clip.Clip}' at {clip.SampleRate} Hz, and the window options ask for {windows.SampleRate} Hz: use the same rate in both stages.");
        }

        if (!_silver.TryAdd(clip.Clip, new Clip(clip.Fingerprint(), 0)))
        {
            throw new LakeException($"silver.clips holds '{clip.Clip}' twice: delete the table and run notebook 02-silver-decode-and-cast again.");
        }

        if (!_speakers.TryGetValue(clip.Speaker, out var tally))
        {
            _speakers[clip.Speaker] = tally = new SpeakerTally(clip.Gender, windows.SampleRate);
        }

        tally.Add(clip.Gender, windows.Count(clip.NSamples), clip.NSamples);
    }

    /// <summary>Adds a row of one of gold's tables; commits hold whole clips, so that one row stands for all of its clip.</summary>
    public void AddGold(int table, GoldKey row)
    {
        ref var clip = ref CollectionsMarshal.GetValueRefOrNullRef(_silver, row.Clip);
        if (Unsafe.IsNullRef(ref clip))
        {
            _removed.Add(row.Clip);
        }
        else if (clip.Fingerprint == row.Fingerprint() && row.FeatureSet == features[table].Id)
        {
            clip.Tables |= 1 << table;
        }
    }

    /// <summary>What a clip is computed from, and a bit for each table that has it so.</summary>
    private record struct Clip(UInt128 Fingerprint, int Tables);

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
