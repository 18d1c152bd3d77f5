using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Display;

/// <summary>Colours that can be told from white paper and from black; none is the only sign of anything.</summary>
internal static class StatusColors
{
    public const string Good = "#2e9e5b";
    public const string Bad = "#d1434b";
    public const string Neutral = "#808b98";
    public const string Busy = "#b98300";
    public const string Done = "#3b82d0";

    public static string Of(RunStatus? status) => status switch
    {
        RunStatus.Succeeded => Good,
        RunStatus.Failed or RunStatus.Cancelled => Bad,
        RunStatus.InProgress or RunStatus.Queued or RunStatus.Canceling => Busy,
        _ => Neutral,
    };

    public static string OfCondition(IReadOnlyList<string> conditions) => conditions is [var only]
        ? only switch { "Succeeded" => Good, "Failed" => Bad, "Completed" => Done, _ => Neutral }
        : Done;
}
