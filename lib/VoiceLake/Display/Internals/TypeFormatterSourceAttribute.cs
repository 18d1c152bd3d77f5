namespace VoiceLake.Display.Internals;

/// <summary>Tells a notebook host how to show a type; hosts find it by its name, so that this library needs none of theirs.</summary>
/// <param name="formatterSourceType">A class with <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What a host that shows only some forms should choose, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
