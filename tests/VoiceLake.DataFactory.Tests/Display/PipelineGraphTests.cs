using System.Xml.Linq;
using VoiceLake.DataFactory.Display;
using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Display;

public class PipelineGraphTests
{
    [Fact]
    public void As_text_it_says_what_waits_for_what_and_what_became_of_it() =>
        PipelineGraph.Of(SampleRun.Pipeline, SampleRun.Activities(40)).ToString().Split('\n').ShouldBe(
        [
            "List items [Lookup]: Succeeded · 1 retry · 36 s",
            "Each item [ForEach]: Failed · 24 s after List items (Succeeded)",
            "  Copy item [Copy]: 2 of 40 failed · 21 s",
            "  Is whole [IfCondition]: Succeeded · 40 times · 19.6 s after Copy item (Succeeded)",
            "    Not whole & <b>not</b> small, with a name that goes on [Fail]: did not run",
            "Tell [WebActivity]: Succeeded · 1 s after Each item (Failed)",
            "Call child [ExecutePipeline]: Succeeded · 3 s after Tell (Completed)",
            "Finish [Wait]: Skipped after Each item (Succeeded) and List items (Succeeded or Skipped)",
        ]);

    [Fact]
    public void A_pipeline_that_did_not_run_has_no_states() =>
        PipelineGraph.Of(new Pipeline("p", new WaitActivity("A", 1))).ToString().ShouldBe("A [Wait]");

    [Fact]
    public void As_HTML_it_is_one_well_formed_picture_with_every_activity_and_arrow()
    {
        var svg = Svg(SampleRun.Pipeline);

        svg.Attribute("role")!.Value.ShouldBe("img");
        svg.Descendants(Named("title")).Select(title => title.Value.Split('\n')[0]).ShouldBe(
            ["List items", "Each item", "Copy item", "Is whole", "Not whole & <b>not</b> small, with a name that goes on", "Tell", "Call child", "Finish"]);
        svg.Descendants(Named("path")).Count(path => path.Attribute("fill")!.Value == "none").ShouldBe(6);
        svg.Descendants(Named("text")).Select(text => text.Value).ShouldBeSubsetOf(
        [
            "List items", "Lookup", "Each item", "ForEach", "for each item", "Copy item", "Copy", "Is whole", "IfCondition", "if false", "Not whole & <b>not</…", "Fail",
            "Tell", "WebActivity", "failure", "Call child", "ExecutePipeline", "end", "Finish", "Wait", "success or skip",
        ]);
    }

    [Fact]
    public async Task No_two_activities_of_a_block_lie_over_each_other()
    {
        var factory = await FactoryFolder.ReadAsync(Repository.PathOf("tests", "VoiceLake.DataFactory.Tests", "Linting", "Good"), TestContext.Current.CancellationToken);
        var root = Svg(factory.Pipelines.Single(pipeline => pipeline.Name == "everything"));

        foreach (var block in root.Elements(Named("g")).Concat(root.Descendants(Named("g")).Where(group => group.Elements(Named("rect")).Any()).SelectMany(node => node.Elements(Named("g")))))
        {
            var boxes = block.Elements(Named("g")).Where(node => node.Element(Named("rect")) is not null).Select(BoxOf).ToList();
            foreach (var (first, second) in boxes.SelectMany((box, index) => boxes.Skip(index + 1).Select(other => (box, other))))
            {
                (first.Left >= second.Right || second.Left >= first.Right || first.Top >= second.Bottom || second.Top >= first.Bottom).ShouldBeTrue($"{first} and {second}");
            }
        }
    }

    [Fact]
    public void Activities_that_wait_for_each_other_are_drawn_nevertheless()
    {
        Activity first = new WaitActivity("A", 1);
        Activity second = new WaitActivity("B", 1).After(first);
        first = ((WaitActivity)first).After(second);

        Svg(new Pipeline("circle", first, second)).Descendants(Named("title")).Count().ShouldBe(2);
    }

    private static XElement Svg(Pipeline pipeline) => XElement.Parse(PipelineGraph.Of(pipeline).ToHtml()).Elements().Single();

    private static XName Named(string name) => XName.Get(name, "http://www.w3.org/2000/svg");

    private static (double Left, double Top, double Right, double Bottom) BoxOf(XElement node)
    {
        var place = node.Attribute("transform")!.Value["translate(".Length..^1].Split(' ').Select(double.Parse).ToArray();
        var box = node.Element(Named("rect"))!;
        return (place[0], place[1], place[0] + (double)box.Attribute("width")!, place[1] + (double)box.Attribute("height")!);
    }
}
