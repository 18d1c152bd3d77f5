using VoiceLake.Notebooks.Formatting;
using XPlot.Plotly;

namespace XPlot.Plotly
{
    /// <summary>The public members of XPlot 4's chart, with the script that it writes; the package itself needs the network.</summary>
    internal sealed class PlotlyChart(string layout)
    {
        public string Id { get; } = "chart-1";

        public int Width { get; } = 900;

        public int Height { get; } = 500;

        public string PlotlySrc { get; } = "https://cdn.plot.ly/plotly-latest.min.js";

        public string GetInlineJS() =>
            $"<script>\r\n            var data = [{{\"type\":\"scatter\",\"y\":[10,15],\"name\":\"</script>; a\"}}];\r\n           var layout = {layout};\r\n           Plotly.newPlot('{Id}', data, layout);\r\n        </script>";
    }
}

namespace VoiceLake.Notebooks.Tests.Formatting
{
    public class XPlotChartsTests
    {
        [Fact]
        public void A_chart_is_shown_as_its_figure_and_as_a_piece_of_a_page()
        {
            var bundle = ValueFormatter.Bundle(new PlotlyChart("{\"title\":\"T\"}"));

            bundle.Select(form => form.Key).ShouldBe(["application/vnd.plotly.v1+json", "text/html", "text/plain"]);
            bundle["application/vnd.plotly.v1+json"]!.ToJsonString().ShouldBe(
                "{\"data\":[{\"type\":\"scatter\",\"y\":[10,15],\"name\":\"\\u003C/script\\u003E; a\"}],\"layout\":{\"title\":\"T\",\"width\":900,\"height\":500}}");
            var html = (string)bundle["text/html"]!;
            html.ShouldStartWith("<div id=\"chart-1\" style=\"width:900px;height:500px\"></div><script>");
            html.ShouldContain("https://cdn.plot.ly/plotly-latest.min.js");
            html.IndexOf("</script>", StringComparison.Ordinal).ShouldBe(html.Length - "</script>".Length);
            ((string?)bundle["text/plain"]).ShouldBe("(a chart of XPlot)");
        }

        [Fact]
        public void A_chart_without_a_layout_has_its_size() =>
            ValueFormatter.Bundle(new PlotlyChart("\"\""))["application/vnd.plotly.v1+json"]!["layout"]!.ToJsonString().ShouldBe("{\"width\":900,\"height\":500}");
    }
}
