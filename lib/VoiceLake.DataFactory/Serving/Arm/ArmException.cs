namespace VoiceLake.DataFactory.Serving.Arm;

/// <summary>A request that is refused, as Azure's Resource Manager tells of it: a status, a code for programs, a message for people.</summary>
internal sealed class ArmException(int status, string code, string message, string? target = null, Exception? inner = null)
    : Exception(message, inner)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Target { get; } = target;

    public static ArmException BadRequest(string message, string? target = null, Exception? inner = null) => new(400, "BadRequest", message, target, inner);

    public static ArmException NotFound(string code, string message, string? target = null) => new(404, code, message, target);
}
