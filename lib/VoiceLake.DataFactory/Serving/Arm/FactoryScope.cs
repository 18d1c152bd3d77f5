using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Serving.Arm;

/// <summary>Where a factory stands in Azure's tree.</summary>
internal sealed record FactoryScope(string Subscription, string ResourceGroup, string Factory)
{
    private const string Provider = "Microsoft.DataFactory";

    public string Id => $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}/providers/{Provider}/factories/{Factory}";

    public string IdOf(FactoryResourceKind kind, string name) => kind == FactoryResourceKind.Factory ? Id : $"{Id}/{SegmentOf(kind)}/{name}";

    public static string TypeOf(FactoryResourceKind kind) => kind == FactoryResourceKind.Factory ? $"{Provider}/factories" : $"{Provider}/factories/{SegmentOf(kind)}";

    /// <summary>The part of the path that names a kind; paths are matched without regard to case.</summary>
    public static string SegmentOf(FactoryResourceKind kind) => kind switch
    {
        FactoryResourceKind.LinkedService => "linkedservices",
        _ => kind.ToString().ToLowerInvariant() + "s",
    };

    public bool Equals(FactoryScope? other) => other is not null && Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Id);
}
