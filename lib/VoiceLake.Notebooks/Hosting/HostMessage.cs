using System.Text.Json.Serialization;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>One line of the protocol between a notebook's process and its parent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ReadyMessage), "ready")]
[JsonDerivedType(typeof(ExecuteMessage), "execute")]
[JsonDerivedType(typeof(CancelMessage), "cancel")]
[JsonDerivedType(typeof(OutputMessage), "output")]
[JsonDerivedType(typeof(DoneMessage), "done")]
[JsonDerivedType(typeof(InputMessage), "input")]
[JsonDerivedType(typeof(InputReplyMessage), "input_reply")]
internal abstract record HostMessage;

/// <summary>Child → parent: cells are taken from now on.</summary>
internal sealed record ReadyMessage : HostMessage;

/// <summary>Parent → child: run a cell.</summary>
internal sealed record ExecuteMessage(int Id, string Code, CellInfo Cell) : HostMessage;

/// <summary>Parent → child: interrupt the cell.</summary>
internal sealed record CancelMessage(int Id) : HostMessage;

/// <summary>Child → parent: an output, of the running cell or of a background thread between two cells.</summary>
internal sealed record OutputMessage(CellOutput Output) : HostMessage;

/// <summary>Child → parent: the cell has ended.</summary>
internal sealed record DoneMessage(int Id, ErrorOutput? Error) : HostMessage;

/// <summary>Child → parent: the cell asks for a line of text.</summary>
internal sealed record InputMessage(int Id, string Prompt, bool IsPassword) : HostMessage;

/// <summary>Parent → child: the answer; <paramref name="Refusal"/> says why there is none.</summary>
internal sealed record InputReplyMessage(int Id, string? Text, string? Refusal) : HostMessage;

/// <summary>The protocol's serialiser, generated at build time because reflection would cost the start of every notebook.</summary>
[JsonSerializable(typeof(HostMessage))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
internal sealed partial class HostJson : JsonSerializerContext;
