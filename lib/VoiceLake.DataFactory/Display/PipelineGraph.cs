using VoiceLake.DataFactory.Display.Graph;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.Display.Internals;

namespace VoiceLake.DataFactory.Display;

/// <summary>A drawing of a pipeline: its activities, loops and branches with what is inside them, and arrows in the colours of their conditions.</summary>
/// <remarks>Notebook: 04-adf-orchestration. The drawing takes the page's own text colour, so that it reads in light pages and dark ones.</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class PipelineGraph : IRichOutput
{
    private readonly Pipeline _pipeline;
    private readonly IReadOnlyDictionary<string, ActivityState>? _states;

    private PipelineGraph(Pipeline pipeline, IReadOnlyDictionary<string, ActivityState>? states) => (_pipeline, _states) = (pipeline, states);

    /// <summary>A drawing of the pipeline as it is written.</summary>
    public static PipelineGraph Of(Pipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return new(pipeline, null);
    }

    /// <summary>A drawing of what became of the activities in a run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="runs">The tries of its activities in that run, as <see cref="RunHistory.ActivitiesAsync"/> gives them.</param>
    public static PipelineGraph Of(Pipeline pipeline, IEnumerable<ActivityRun> runs)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(runs);
        return new(pipeline, ActivityState.Of(runs));
    }

    /// <summary>The drawing as HTML: one SVG picture in its own size, which scrolls where there is no room.</summary>
    public string ToHtml() => $"<div style=\"overflow-x:auto\">{Svg(null, "max-width:none")}</div>";

    /// <summary>The activities in a line of text each, those inside others indented.</summary>
    public override string ToString() => string.Join('\n', Lines(_pipeline.Activities, ""));

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    /// <summary>The picture alone, its activities links if it is told where they lead; a page's content policy may forbid it a style of its own.</summary>
    internal string Svg(Func<Activity, string>? linkOf, string? style = null)
    {
        var block = new GraphBlock("", _pipeline.Activities);
        GraphLayout.Place(block, GraphLayout.HeaderHeight(_states is not null));
        return new GraphSvg(_states, linkOf).Draw(block, $"The pipeline {_pipeline.Name}: {string.Join(", ", _pipeline.Activities.Select(activity => activity.Name))}", style);
    }

    private IEnumerable<string> Lines(IReadOnlyList<Activity> activities, string indent) => activities.SelectMany(activity =>
    {
        var awaited = activity.DependsOn.Select(dependency => $"{dependency.Activity} ({string.Join(" or ", dependency.Conditions)})").ToList();
        var state = _states is null ? "" : $": {_states.GetValueOrDefault(activity.Name)?.ToString() ?? "did not run"}";
        var line = $"{indent}{activity.Name} [{activity.Type}]{state}{(awaited.Count == 0 ? "" : $" after {string.Join(" and ", awaited)}")}";
        return activity.Inner.SelectMany(block => Lines(block.Activities, indent + "  ")).Prepend(line);
    });
}
