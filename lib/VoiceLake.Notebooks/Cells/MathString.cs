using VoiceLake.Notebooks.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A formula in LaTeX's notation, shown as it is printed: <c>(MathString)@"\frac{a}{b}"</c>.</summary>
/// <param name="value">The formula without dollar signs.</param>
[TypeFormatterSource(typeof(LatexFormatters))]
public sealed class MathString(string value)
{
    /// <summary>A text as a formula.</summary>
    public static implicit operator MathString(string source) => new(source);

    /// <summary>The formula between dollar signs.</summary>
    public override string ToString() => $"$${value}$$";
}

/// <summary>A piece of LaTeX, shown as it is printed: <c>(LaTeXString)@"\begin{align} … \end{align}"</c>.</summary>
/// <param name="value">The LaTeX.</param>
[TypeFormatterSource(typeof(LatexFormatters))]
public sealed class LaTeXString(string value)
{
    /// <summary>A text as LaTeX.</summary>
    public static implicit operator LaTeXString(string source) => new(source);

    /// <summary>The LaTeX as it stands.</summary>
    public override string ToString() => value;
}
