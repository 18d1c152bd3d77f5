using System.Xml.Linq;
using VoiceLake.Display;
using VoiceLake.Stages;

namespace VoiceLake.Tests.Display;

public class StageViewTests
{
    [Fact]
    public void The_counts_of_a_stage_are_shown_as_a_sum()
        => StageView.Of("Silver", new StageCount("clips", 41, 2, 0), new StageCount("submissions", 1019, 1, 1)).ToString().ShouldBe(string.Join('\n',
            "Silver",
            "items           in  = good  + quarantined  + unchanged",
            "-----------  -----  ------  -------------  -----------",
            "clips           43      41              2            0",
            "submissions  1,021   1,019              1            1"));

    [Fact]
    public void The_drawing_of_the_layers_is_well_formed_and_described_in_words()
    {
        var bundle = DisplayOutput.Bundle(new MedallionDiagram());
        var drawing = XElement.Parse(bundle["text/html"]);

        drawing.Attribute("aria-label")!.Value.ShouldBe(bundle["text/plain"]);
        bundle["text/plain"].ShouldStartWith("source (as published: archives (.tgz), on a web server) → bronze (as it came: submissions, manifests) → silver");
        drawing.Elements("svg").Select(layer => layer.Elements("rect").Count()).ShouldBe([1, 1, 1, 1]);
        drawing.Descendants("text").Select(text => text.Value).ShouldContain("quarantine");
    }

    [Fact]
    public void The_script_for_interactive_plots_is_carried_inside()
    {
        using var reader = new StreamReader(PlotlyScript.Open());
        var script = reader.ReadToEnd();

        script.ShouldContain($"plotly.js v{PlotlyScript.Version}");
        script.Length.ShouldBeGreaterThan(3_000_000);
    }
}
