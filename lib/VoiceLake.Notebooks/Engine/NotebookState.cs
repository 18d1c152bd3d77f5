using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.Packages;

namespace VoiceLake.Notebooks.Engine;

/// <summary>What a notebook has between two cells; it does not change, so that questions can be answered while the next cell runs.</summary>
/// <param name="Link">The last link of the chain of cells.</param>
/// <param name="References">All that the next cell may use.</param>
/// <param name="Packages">The packages asked for so far.</param>
/// <param name="Sources">The package sources added so far.</param>
internal sealed record NotebookState(
    ScriptLink Link, IReadOnlyList<MetadataReference> References, IReadOnlyList<PackageRequest> Packages, IReadOnlyList<string> Sources);
