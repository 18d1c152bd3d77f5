using Xunit;

namespace VoiceLake.Tests.Support;

/// <summary>Where CI asks for it, writes down each attack or fault that a test has tried and withstood; <c>.ci/attacks</c> makes the table of docs/reliability.md of it.</summary>
/// <remarks>Called after the last assertion of a test: a case that was lost or wrongly accepted never gets here.</remarks>
public static class AttackLedger
{
    private const string Variable = "VOICELAKE_ATTACK_LEDGER";
    private static readonly Lock Writing = new();
    private static readonly string? Folder = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Notes cases that were built for one kind of attack.</summary>
    /// <param name="area">What is attacked, one of a few words such as <c>archive</c>, <c>audio</c>, <c>text</c>, <c>source</c>, <c>lake</c>, <c>pages</c>, <c>host</c>.</param>
    /// <param name="kind">The attack or fault in a few words; the table has one row a kind.</param>
    /// <param name="cases">How many cases were built for it and tried; the same number at every run.</param>
    /// <param name="result">How each of them ended, in a few words.</param>
    public static void Withstood(string area, string kind, int cases, string result) => Append(area, kind, cases, 0, result);

    /// <summary>Notes random cases of one kind of attack, which the table counts apart.</summary>
    /// <inheritdoc cref="Withstood"/>
    public static void WithstoodAtRandom(string area, string kind, int cases, string result) => Append(area, kind, 0, cases, result);

    private static void Append(string area, string kind, int cases, int random, string result)
    {
        string[] texts = [area, kind, result];
        if (cases + random < 1 || texts.Any(text => text.Length == 0 || text.AsSpan().ContainsAny('\t', '\n', '|')))
        {
            throw new ArgumentException($"An attack needs cases, and texts without tabs, lines and bars: {string.Join(" / ", texts)}.");
        }

        if (Folder is null)
        {
            return;
        }

        var test = TestContext.Current;
        var line = string.Join('\t', area, kind, cases, random, result, $"{test.TestClass?.TestClassSimpleName}.{test.TestMethod?.MethodName}");
        lock (Writing)
        {
            File.AppendAllText(Path.Combine(Folder, $"attacks-{Environment.ProcessId}.tsv"), line + '\n');
        }
    }
}
