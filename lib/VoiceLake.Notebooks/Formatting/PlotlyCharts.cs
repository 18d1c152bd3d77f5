using System.Reflection;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Shows charts of Plotly.NET, by their type's name: the host references no such package, notebooks bring their own.</summary>
internal static class PlotlyCharts
{
    private const string ChartType = "Plotly.NET.GenericChart";

    /// <summary>The formatters of a chart type: the figure as JSON, a page's piece of HTML, and a word; none for other types.</summary>
    public static IEnumerable<ConventionFormatter> Of(Type type)
    {
        // Before version 5 the charts were the cases of a union inside a module.
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.FullName is ChartType or ChartType + "+GenericChart")
            {
                var module = level.DeclaringType ?? level;
                return
                [
                    .. Writer("application/vnd.plotly.v1+json", module, "toFigureJson", level),
                    .. Writer("text/html", module, "toChartHTML", level),
                    new ConventionFormatter("text/plain", (_, writer) => Write(writer, "(a chart of Plotly.NET)")),
                ];
            }
        }

        return [];
    }

    private static IEnumerable<ConventionFormatter> Writer(string mime, Type module, string method, Type chart) =>
        module.GetMethod(method, BindingFlags.Public | BindingFlags.Static, [chart]) is { } write
            ? [new ConventionFormatter(mime, (value, writer) => Write(writer, (string)write.Invoke(null, [value])!))]
            : [];

    private static bool Write(TextWriter writer, string text)
    {
        writer.Write(text);
        return true;
    }
}
