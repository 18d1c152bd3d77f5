using System.Xml.Linq;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Tests.Running;

public class JUnitReportTests
{
    [Fact]
    public void A_notebook_is_a_suite_and_a_cell_a_test()
    {
        var document = Notebooks.At("lessons/a.ipynb", Notebooks.Code("1"));
        CellRun[] cells =
        [
            new("1", 1, "Load", false, RunStatus.Passed, TimeSpan.FromSeconds(1.25)),
            new("2", 1, "Load", true, RunStatus.Passed),
            new("3", 2, null, false, RunStatus.Failed, TimeSpan.FromSeconds(2), new("E", "bad \u0001 <x> \u001b[31m\ud800", ["line 1", "line 2"])),
            new("4", 3, "Rest", false, RunStatus.NotRun),
            new("5", 4, "Rest", false, RunStatus.Skipped),
        ];
        var run = new NotebookRun(document, NotebookOutline.Of(document), RunStatus.Failed, cells, TimeSpan.FromSeconds(4), new Dictionary<string, string> { ["n"] = "3" });

        var xml = XDocument.Parse(JUnitReport.Build(new([run], DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(5))).ToString());

        var suite = xml.Root!.Element("testsuite")!;
        suite.Attributes().Select(attribute => attribute.Value).ShouldBe(["a", "5", "1", "0", "2", "4.000", "1970-01-01T00:00:00"]);
        xml.Root.Attributes().Select(attribute => attribute.Value).ShouldBe(["notebooks", "5", "1", "0", "2", "5.000"]);
        suite.Elements("testcase").Select(test => (string?)test.Attribute("name")).ShouldBe(
            ["[1] Load", "[1] injected parameters Load", "[2]", "[3] Rest", "[4] Rest"]);
        var failure = suite.Descendants("failure").Single();
        ((string?)failure.Attribute("message")).ShouldBe("bad \uFFFD <x> \uFFFD");
        failure.Value.ShouldBe("line 1\nline 2");
        suite.Descendants("property").Select(property => (string?)property.Attribute("value")).ShouldBe(["lessons/a.ipynb", "3"]);
    }

    [Fact]
    public void A_notebook_that_did_not_start_is_an_error()
    {
        var document = Notebooks.Of(Notebooks.Code("1"));
        var run = new NotebookRun(document, NotebookOutline.Of(document), RunStatus.Failed, [], default, new Dictionary<string, string>(), "no process");

        var xml = JUnitReport.Build(new([run], DateTimeOffset.UnixEpoch, default));

        ((string?)xml.Descendants("error").Single().Attribute("message")).ShouldBe("no process");
        ((string?)xml.Root!.Attribute("errors")).ShouldBe("1");
    }
}
