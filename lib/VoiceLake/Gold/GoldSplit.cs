namespace VoiceLake.Gold;

/// <summary>One speaker, as a row of <c>gold.splits</c>.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Speaker">The speaker's id.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Gender">What all clips of the speaker agree on; <c>unknown</c> where they do not.</param>
/// <param name="Clips">Clips of the speaker.</param>
/// <param name="Windows">Windows of those clips.</param>
/// <param name="DurationS">Seconds of those clips.</param>
public sealed record GoldSplit(string Speaker, string Split, string Gender, long Clips, long Windows, double DurationS);
