namespace VoiceLake.Azure.Checks;

/// <summary>One thing that a lake in Azure needs, whether it is there, and what to do where it is not.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Needed">What is needed.</param>
/// <param name="Ok">Whether it is there.</param>
/// <param name="Found">What was found; never a secret.</param>
/// <param name="Remedy">What to do; empty where it is there.</param>
public sealed record AzureCheckLine(string Needed, bool Ok, string Found, string Remedy);
