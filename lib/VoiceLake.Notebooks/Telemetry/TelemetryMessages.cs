using System.Diagnostics;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Telemetry;

/// <summary>Child → parent: a span has begun.</summary>
/// <param name="Id">Its id in the child.</param>
/// <param name="ParentId">The id of the span around it in the child, of which the parent may not know: then it is the cell's.</param>
/// <param name="Source">The name of its source.</param>
/// <param name="Version">The source's version.</param>
/// <param name="Name">What it tells of.</param>
/// <param name="Kind">Of which side.</param>
/// <param name="At">When.</param>
internal sealed record SpanStartMessage(string Id, string ParentId, string Source, string? Version, string Name, ActivityKind Kind, DateTime At) : HostMessage;

/// <summary>Child → parent: a span has ended.</summary>
internal sealed record SpanEndMessage(string Id, DateTime At, bool Failed, IReadOnlyDictionary<string, JsonNode?> Tags) : HostMessage;

/// <summary>Child → parent: something is measured from now on, under a number.</summary>
/// <param name="Id">The number.</param>
/// <param name="Meter">The meter's name.</param>
/// <param name="Version">The meter's version.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Kind">Whether values are added up, spread or replace each other.</param>
/// <param name="IsWhole">Whether values are whole numbers.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Description">What it means.</param>
/// <param name="Buckets">Where a histogram's buckets end; null leaves it to the listener.</param>
internal sealed record InstrumentMessage(int Id, string Meter, string? Version, string Name, InstrumentKind Kind, bool IsWhole, string? Unit, string? Description, IReadOnlyList<double>? Buckets) : HostMessage;

/// <summary>Child → parent: a value of an instrument.</summary>
internal sealed record MeasurementMessage(int Id, double Value, IReadOnlyDictionary<string, JsonNode?> Tags) : HostMessage;

/// <summary>How values of an instrument go together.</summary>
internal enum InstrumentKind
{
    Counter,
    UpDownCounter,
    Histogram,
    Gauge,
}
