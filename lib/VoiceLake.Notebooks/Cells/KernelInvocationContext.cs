using VoiceLake.Notebooks.Engine;

#pragma warning disable CA1822 // Notebooks reach the members through Current.

namespace Microsoft.DotNet.Interactive;

/// <summary>The cell that runs, for libraries that show something there.</summary>
public sealed class KernelInvocationContext
{
    private KernelInvocationContext()
    {
    }

    /// <summary>The cell that runs, or ran last.</summary>
    public static KernelInvocationContext Current { get; } = new();

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken CancellationToken => Kernel.CancellationToken;

    /// <summary>Shows a value.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Shows text that is content of a MIME type already.</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);

    /// <summary>Writes to the standard output of the cell.</summary>
    public void DisplayStandardOut(string output) => NotebookSession.Write("stdout", output);

    /// <summary>Writes to the error stream of the cell.</summary>
    public void DisplayStandardError(string error) => NotebookSession.Write("stderr", error);
}
