using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VoiceLake.Telemetry;

/// <summary>The names under which the library tells of its work to whoever listens: an OpenTelemetry SDK, <c>dotnet-counters</c>, a test.</summary>
/// <remarks>docs/operations.md says what every span and metric means. While nobody listens, none is made.</remarks>
public static class VoiceLakeTelemetry
{
    /// <summary>The name of the library's <see cref="ActivitySource"/> and of its <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "VoiceLake";

    private static readonly string Version = typeof(VoiceLakeTelemetry).Assembly.GetName().Version!.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
