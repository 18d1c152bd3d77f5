namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>One row of the table: our work, a peer's, and what is aimed at.</summary>
/// <param name="Title">What is done.</param>
/// <param name="Ours">Our workload.</param>
internal sealed record Contest(string Title, string Ours)
{
    /// <summary>The peer's name and version are the table's; empty where we stand alone.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The peer's work in peers.py, for a library.</summary>
    public string? PeerWork { get; init; }

    /// <summary>The peer's command on ten times the corpus, for a program.</summary>
    public IReadOnlyList<string>? PeerProgram { get; init; }

    /// <summary>CPU seconds an hour of audio, at most.</summary>
    public double? Goal { get; init; }

    /// <summary>How many times faster than the peer, at least.</summary>
    public double? RatioGoal { get; init; }

    /// <summary>Whether the clips are read as FLAC.</summary>
    public bool Flac { get; init; }

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Contest> All(Corpus corpus) =>
    [
        new("WAV decoding", "decode") { Peer = "libsndfile (soundfile)", PeerWork = "soundfile-decode" },
        new("WAV decoding", "decode") { Peer = "sox", PeerProgram = ["xargs", "-a", corpus.WavListRepeated, "sh", "-c", "sox \"$@\" -t raw -", "sh"], RatioGoal = 1 },
        new("FLAC decoding", "decode") { Peer = "libsndfile (soundfile)", PeerWork = "soundfile-decode", Flac = true },
        new("FLAC decoding", "decode") { Peer = "flac", PeerProgram = ["xargs", "-a", corpus.FlacListRepeated, "flac", "--decode", "--stdout", "--silent"], RatioGoal = 0.6, Flac = true },
        new("window81", "window81") { Goal = 6 },
    ];
}
