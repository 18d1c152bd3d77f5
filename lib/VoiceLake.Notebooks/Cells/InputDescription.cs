namespace Microsoft.DotNet.Interactive;

/// <summary>One of several questions of <see cref="Kernel.GetInputsAsync"/>.</summary>
/// <param name="name">The name of the answer.</param>
/// <param name="prompt">What to ask. Default: the name.</param>
/// <param name="typeHint"><c>password</c> for a text that is not shown; all others are asked for as text. Default: text.</param>
public sealed class InputDescription(string name, string? prompt = null, string typeHint = "text")
{
    /// <summary>The name of the answer.</summary>
    public string Name { get; } = name;

    /// <summary>What to ask.</summary>
    public string Prompt { get; set; } = prompt ?? name;

    /// <summary>The kind of text that is wanted.</summary>
    public string TypeHint { get; set; } = typeHint;
}
