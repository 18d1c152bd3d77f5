namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Our work beside the field's libraries and programs, in turn.</summary>
internal static class SideBySideBenchmark
{
    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        var corpus = await Corpus.MakeAsync(ct);
        return $"""
            # Side by side

            `dotnet run -c Release --project tests/Benchmarks -- side-by-side --runs {runs}`: medians of {runs} runs in turn, on {Corpus.Clips} clips of 3 s,
            16 kHz, 16 bits. Libraries and ours are measured inside the process after a first pass that does not count, decoding included; programs
            (sox, flac, praat), and ours beside them, as whole processes on {Corpus.Repetitions} times the corpus. Peers: {await Peers.VersionsAsync(ct)}.

            {await SpeedTable.MakeAsync(corpus, runs, ct)}
            {await SilverTable.MakeAsync(corpus, runs, ct)}
            {await MemoryTable.MakeAsync(corpus, ct)}
            """;
    }
}
