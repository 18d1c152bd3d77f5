namespace VoiceLake.Notebooks.Packages;

/// <summary>The files of restored packages and of all they depend on.</summary>
/// <param name="Compile">What the compiler reads.</param>
/// <param name="Runtime">What is loaded; of one name often another file than the compiler's.</param>
/// <param name="Native">Native libraries for this machine.</param>
internal sealed record PackageRestore(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native);

/// <summary>Packages could not be restored.</summary>
internal sealed class PackageRestoreException(string message, IReadOnlyList<string> details) : Exception(message)
{
    /// <summary>What NuGet said, line by line.</summary>
    public IReadOnlyList<string> Details { get; } = details;
}
