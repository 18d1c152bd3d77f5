namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>The overloads of the call around a place.</summary>
/// <param name="Signatures">All overloads that can be called there.</param>
/// <param name="ActiveSignature">The index of the one that fits the arguments written so far.</param>
/// <param name="ActiveParameter">The index of the parameter at the place, from 0; it can lie past the last parameter.</param>
public sealed record SignatureHelp(IReadOnlyList<SignatureEntry> Signatures, int ActiveSignature, int ActiveParameter);

/// <summary>One overload.</summary>
/// <param name="Label">The overload as one line of C#.</param>
/// <param name="Documentation">Its summary; null when there is none.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record SignatureEntry(string Label, string? Documentation, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A parameter of an overload.</summary>
/// <param name="Label">Type and name, a part of the overload's label.</param>
/// <param name="Documentation">What it is for; null when it is not documented.</param>
public sealed record ParameterEntry(string Label, string? Documentation);
