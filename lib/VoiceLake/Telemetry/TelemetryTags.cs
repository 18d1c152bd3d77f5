namespace VoiceLake.Telemetry;

/// <summary>The names of tags that several spans or metrics share.</summary>
internal static class TelemetryTags
{
    public const string RunId = "voicelake.run.id";
    public const string Stage = "voicelake.stage";
    public const string Outcome = "voicelake.outcome";
    public const string Archive = "voicelake.archive";
    public const string Rule = "voicelake.rule";
    public const string Table = "voicelake.table";
    public const string ErrorType = "error.type";

    /// <summary>An address without what may be secret in it: user, password, query.</summary>
    public static string PublicAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : address.Split('?', '#')[0];
}
