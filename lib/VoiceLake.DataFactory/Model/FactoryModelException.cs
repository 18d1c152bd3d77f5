namespace VoiceLake.DataFactory.Model;

/// <summary>A resource that cannot be read as Data Factory's JSON; the message names the file, the JSON path and the remedy.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class FactoryModelException : Exception
{
    /// <summary>Makes the message of the place and the problem.</summary>
    /// <param name="file">The file, relative to the factory's folder, or the name of a resource that was built in C#.</param>
    /// <param name="path">The JSON path in it, such as <c>$.properties.activities[0].name</c>.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="innerException">What was thrown below, if anything.</param>
    public FactoryModelException(string file, string path, string problem, Exception? innerException = null)
        : base($"{file}, {path}: {problem}", innerException) => (File, Path, Problem) = (file, path, problem);

    /// <summary>The file, or the name of what was built in C#.</summary>
    public string File { get; }

    /// <summary>The JSON path in the file.</summary>
    public string Path { get; }

    internal string Problem { get; }
}
