namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Says which class makes the formatters of a type: by the names of its methods, so that a library needs to reference no host.</summary>
/// <param name="formatterSourceType">A class with <c>CreateTypeFormatters()</c>, which gives objects with <c>MimeType</c> and <c>Format(object, TextWriter)</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;
}
