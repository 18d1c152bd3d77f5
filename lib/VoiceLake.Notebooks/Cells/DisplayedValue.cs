using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something displayed, which can be replaced in place.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string[] mimeTypes) => _mimeTypes = mimeTypes;

    /// <summary>The handle under which front ends know the display.</summary>
    public string DisplayId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The MIME types asked for; none means all.</summary>
    public IReadOnlyList<string> MimeTypes => _mimeTypes;

    /// <summary>Shows another value in the same place.</summary>
    public void Update(object? updatedValue) => Send(ValueFormatter.Bundle(updatedValue, _mimeTypes), isUpdate: true);

    internal void Send(JsonObject data, bool isUpdate) =>
        NotebookSession.Send(new DisplayOutput(data, [], DisplayId, isUpdate));
}
