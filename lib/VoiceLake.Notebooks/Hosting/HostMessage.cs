using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.Telemetry;

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
[JsonDerivedType(typeof(QuestionMessage), "question")]
[JsonDerivedType(typeof(AnswerMessage), "answer")]
[JsonDerivedType(typeof(CommMessage), "comm")]
[JsonDerivedType(typeof(SpanStartMessage), "span_start")]
[JsonDerivedType(typeof(SpanEndMessage), "span_end")]
[JsonDerivedType(typeof(InstrumentMessage), "instrument")]
[JsonDerivedType(typeof(MeasurementMessage), "measurement")]
internal abstract record HostMessage;

/// <summary>Child → parent: cells are taken from now on.</summary>
internal sealed record ReadyMessage : HostMessage;

/// <summary>Parent → child: run a cell; <paramref name="Tell"/> asks for what its libraries tell of, below the span <paramref name="TraceParent"/>.</summary>
internal sealed record ExecuteMessage(int Id, string Code, CellInfo Cell, bool Tell = false, string? TraceParent = null) : HostMessage;

/// <summary>Parent → child: interrupt the cell.</summary>
internal sealed record CancelMessage(int Id) : HostMessage;

/// <summary>Child → parent: an output, of the running cell or of a background thread between two cells.</summary>
internal sealed record OutputMessage(CellOutput Output) : HostMessage;

/// <summary>Child → parent: the cell has ended, and with <paramref name="Exit"/> its notebook too.</summary>
internal sealed record DoneMessage(int Id, ErrorOutput? Error, NotebookExit? Exit) : HostMessage;

/// <summary>Child → parent: the cell asks for a line of text.</summary>
internal sealed record InputMessage(int Id, string Prompt, bool IsPassword) : HostMessage;

/// <summary>Parent → child: the answer; <paramref name="Refusal"/> says why there is none.</summary>
internal sealed record InputReplyMessage(int Id, string? Text, string? Refusal) : HostMessage;

/// <summary>Parent → child: a question about code that does not run.</summary>
internal sealed record QuestionMessage(int Id, QuestionKind Kind, string Code, int Position, bool Detailed) : HostMessage;

/// <summary>What a <see cref="QuestionMessage"/> asks for.</summary>
internal enum QuestionKind
{
    Completion,
    Hover,
    Signature,
    Diagnostics,
    Completeness,
}

/// <summary>Child → parent: the answer, in the member its kind stands for; none is set when there is nothing to say.</summary>
internal sealed record AnswerMessage(int Id) : HostMessage
{
    /// <summary>What went wrong while it was looked for, with its place; null when nothing did.</summary>
    public string? Fault { get; init; }

    public CompletionList? Completion { get; init; }

    public HoverText? Hover { get; init; }

    public SignatureHelp? Signature { get; init; }

    public IReadOnlyList<CellDiagnostic>? Diagnostics { get; init; }

    public Completeness? Completeness { get; init; }
}

/// <summary>Both ways: a message of a channel between cells and client; <paramref name="Kind"/> is open, msg or close.</summary>
internal sealed record CommMessage(string Kind, string CommId, string? Target, JsonNode? Data) : HostMessage;

/// <summary>The protocol's serialiser, generated at build time because reflection would cost the start of every notebook.</summary>
[JsonSerializable(typeof(HostMessage))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
internal sealed partial class HostJson : JsonSerializerContext;
