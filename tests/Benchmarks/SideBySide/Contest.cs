namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>One row of the table of speeds: our work, a peer's, and what is aimed at.</summary>
/// <param name="Title">What is done.</param>
/// <param name="Ours">Our work.</param>
internal sealed record Contest(string Title, string Ours)
{
    /// <summary>The peer's name; empty where we stand alone.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The peer's work in peers.py, for a library.</summary>
    public string? PeerWork { get; init; }

    /// <summary>The peer's command on ten times the corpus, for a program.</summary>
    public IReadOnlyList<string>? PeerProgram { get; init; }

    /// <summary>CPU seconds an hour of audio.</summary>
    public Goal? Goal { get; init; }

    /// <summary>How many times faster than the peer.</summary>
    public Goal? RatioGoal { get; init; }

    /// <summary>Whether the clips are read as FLAC.</summary>
    public bool Flac { get; init; }

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Contest> All(Corpus corpus) =>
    [
        new("WAV decoding", "decode") { Peer = "libsndfile (soundfile)", PeerWork = "soundfile-decode" },
        new("WAV decoding", "decode") { Peer = "sox", PeerProgram = ["xargs", "-a", corpus.WavListRepeated, "sh", "-c", "sox \"$@\" -t raw -", "sh"], RatioGoal = Goal.Least(1) },
        new("FLAC decoding", "decode") { Peer = "libsndfile (soundfile)", PeerWork = "soundfile-decode", Flac = true },
        new("FLAC decoding", "decode") { Peer = "flac", PeerProgram = ["xargs", "-a", corpus.FlacListRepeated, "flac", "--decode", "--stdout", "--silent"], RatioGoal = Goal.Least(0.6), Flac = true },
        new("Kaldi MFCC13 + Δ + ΔΔ", "kaldi-mfcc-deltas") { Goal = Goal.Most(0.3), Peer = "torchaudio Kaldi MFCC, no deltas", PeerWork = "torchaudio-kaldi-mfcc", RatioGoal = Goal.Least(20) },
        new("Kaldi MFCC13 + Δ + ΔΔ", "kaldi-mfcc-deltas") { Peer = "torchaudio Kaldi MFCC + Δ + ΔΔ", PeerWork = "torchaudio-kaldi-mfcc-deltas" },
        new("Kaldi MFCC13 + Δ + ΔΔ", "kaldi-mfcc-deltas") { Peer = "aubio MFCC13, no deltas", PeerWork = "aubio-mfcc" },
        new("librosa MFCC20 + Δ + ΔΔ", "librosa-mfcc-deltas") { Goal = Goal.Most(0.4) },
        new("librosa, all but tonnetz", "librosa") { Goal = Goal.Most(1.5) },
        new("librosa with tonnetz", "librosa-all"),
        new("Praat AC", "praat") { Goal = Goal.Most(2) },
        new("Praat AC", "praat") { Peer = "praat", PeerProgram = Peers.Praat(corpus.WavListRepeated), RatioGoal = Goal.Least(7) },
        new("YIN", "yin") { Peer = "aubio yinfft", PeerWork = "aubio-yinfft" },
        new("pYIN", "pyin") { Goal = Goal.Most(10) },
        new("eGeMAPSv02", "egemaps") { Goal = Goal.Most(6) },
        new("voice20", "voice20") { Goal = Goal.Most(2) },
        new("window81", "window81") { Goal = Goal.Most(6) },
    ];
}
