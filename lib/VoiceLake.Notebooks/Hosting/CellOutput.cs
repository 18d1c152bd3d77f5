using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>One output of a cell; all kinds but <see cref="ClearOutput"/> are those of nbformat 4, one to one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "output_type")]
[JsonDerivedType(typeof(StreamOutput), "stream")]
[JsonDerivedType(typeof(DisplayOutput), "display_data")]
[JsonDerivedType(typeof(ResultOutput), "execute_result")]
[JsonDerivedType(typeof(ErrorOutput), "error")]
[JsonDerivedType(typeof(ClearOutput), "clear_output")]
public abstract record CellOutput;

/// <summary>Text written to the console, coalesced: one record holds many writes.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text, line ends as written.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>Something displayed: one value in every MIME type it can be shown as.</summary>
/// <param name="Data">MIME type → content: text as a string, images as base64, JSON types as JSON.</param>
/// <param name="Metadata">nbformat's metadata of the bundle, mostly empty.</param>
/// <param name="DisplayId">The handle under which the display can be updated; nbformat keeps it in <c>transient</c>.</param>
/// <param name="IsUpdate">True when this replaces every earlier display of the same id, in whichever cell, instead of adding one.</param>
public sealed record DisplayOutput(JsonObject Data, JsonObject Metadata, string? DisplayId, bool IsUpdate) : CellOutput;

/// <summary>The value of the cell's trailing expression.</summary>
/// <param name="Data">MIME type → content, as for <see cref="DisplayOutput"/>.</param>
/// <param name="Metadata">nbformat's metadata of the bundle, mostly empty.</param>
public sealed record ResultOutput(JsonObject Data, JsonObject Metadata) : CellOutput;

/// <summary>Why the cell failed.</summary>
/// <param name="Name">The exception's type, or <c>CompilationError</c>, <c>ProcessExited</c>, <c>OperationCanceledException</c>.</param>
/// <param name="Value">The message.</param>
/// <param name="Traceback">Lines for the reader: the user's frames with cell and line, no frame of the engine.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>The outputs that the cell has shown so far are to vanish; the only kind that nbformat does not store.</summary>
/// <param name="Wait">True when they stay until the next output comes, so that nothing flickers.</param>
public sealed record ClearOutput(bool Wait) : CellOutput;
