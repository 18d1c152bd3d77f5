using VoiceLake.Fuzz.Targets;

namespace VoiceLake.Fuzz.Engine;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new WavTarget(), new FlacTarget(), new ArchiveTarget(), new ReadmeTarget(), new PromptsTarget(), new NameTarget(), new IndexPageTarget(), new ManifestTarget(),
        new DeltaLogTarget(), new CheckpointTarget(), new ParquetTarget(), new JupyterNotebookTarget(), new HtmlTarget(), new DibTarget(), new JupyterMessageTarget(),
        new FactoryJsonTarget(), new ExpressionTarget(),
    ];

    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static FuzzTarget Named(string name) =>
        All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"There is no target '{name}': {string.Join(", ", All.Select(target => target.Name))}.");
}
