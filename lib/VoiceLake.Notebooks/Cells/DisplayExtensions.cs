using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>Shows any value below the cell.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">The MIME types to show it in; none for all.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes)
    {
        var displayed = new DisplayedValue(mimeTypes);
        displayed.Send(ValueFormatter.Bundle(value, mimeTypes), isUpdate: false);
        return displayed;
    }

    /// <summary>Shows text that is content of a MIME type already, such as SVG or JSON.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        var displayed = new DisplayedValue([mimeType]);
        displayed.Send(new JsonObject { [mimeType] = ValueFormatter.Node(mimeType, value) }, isUpdate: false);
        return displayed;
    }
}
