using System.Text.Json;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Chooses what of a grown corpus is kept in the repository: small inputs that together take all its branches.</summary>
internal static class CorpusKeeper
{
    /// <summary>Replaces a kept corpus by a choice of itself and the grown one; how many inputs it has. Called by reflection, on instrumented assemblies.</summary>
    public static int Keep(string request)
    {
        var asked = JsonSerializer.Deserialize<FuzzRequest>(request)!;
        var target = FuzzTargets.Named(asked.Target);
        byte[][] seeds = [.. target.Seeds()];
        byte[][] inputs = [.. Corpus.Read(asked.CorpusFolder).Concat(Corpus.Read(asked.GrownFolder)).OrderBy(input => input.Length)];
        var coverage = new CoverageMap();
        var kept = new Corpus(new Random(asked.Seed));
        foreach (var (input, isSeed) in seeds.Select(seed => (seed, true)).Concat(inputs.Select(input => (input, false))))
        {
            coverage.Begin();
            target.Run(input);
            if (coverage.Add() && !isSeed)
            {
                kept.Add(input);
            }
        }

        if (Directory.Exists(asked.CorpusFolder))
        {
            Directory.Delete(asked.CorpusFolder, recursive: true);
        }

        kept.Write(asked.CorpusFolder);
        return kept.Inputs.Count;
    }
}
