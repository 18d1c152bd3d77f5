using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using VoiceLake.Notebooks.Formatting;

namespace VoiceLake.Notebooks.Tests.Formatting;

[Collection("formatters")]
public sealed class ValueFormatterTests : IDisposable
{
    private enum Gender { Female, Male }

    public void Dispose() => Formatter.ResetToDefault();

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "<null>" },
        { 42, "42" },
        { 1.5f, "1.5" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { double.NaN, "NaN" },
        { 1234567.25m, "1234567.25" },
        { true, "true" },
        { 'c', "c" },
        { "two\nlines", "two\nlines" },
        { Gender.Male, "Male" },
        { new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), "2020-01-02 03:04:05Z" },
        { new DateTime(2020, 1, 2, 0, 0, 0, 120), "2020-01-02 00:00:00.12" },
        { new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "2020-01-02 03:04:05 +02:00" },
        { new DateOnly(2020, 1, 2), "2020-01-02" },
        { TimeSpan.FromSeconds(1.5), "00:00:01.5000000" },
        { typeof(Dictionary<string, int?[]>), "Dictionary<string, int?[]>" },
        { new InvalidOperationException("outer", new FormatException("inner")), "InvalidOperationException: outer\n ---> FormatException: inner" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalars_are_culture_free_and_of_full_precision(object? value, string expected) => Plain(value).ShouldBe(expected);

    [Fact]
    public void Data_is_never_markup()
    {
        const string Script = "<script>alert('x')</script>";
        object[] values = [Script, new { Name = Script }, new[] { Script }, new Dictionary<string, string> { [Script] = Script }, new InvalidOperationException(Script), new[] { new { Script } }, Task.FromResult(Script)];
        foreach (var value in values)
        {
            Html(value).ShouldNotContain("<script");
            Html(value).ShouldContain("&lt;script&gt;");
        }
    }

    [Fact]
    public void Objects_are_property_tables_with_numbers_to_the_right()
    {
        Html(new { Name = "a", Hz = 110.5 }).ShouldBe(
            "<table class=\"vl-table\"><tbody><tr><td style=\"text-align:left\">Name</td><td style=\"text-align:left\">a</td></tr>"
            + "<tr><td style=\"text-align:left\">Hz</td><td style=\"text-align:right\">110.5</td></tr></tbody></table>");
        Plain(new { Name = "a", Hz = 110.5 }).ShouldBe("{ Name = a, Hz = 110.5 }");
        Html(new Clip("a", 1)).ShouldContain("<th colspan=\"2\" style=\"text-align:left\">Clip</th>");
        Html(new Report()).ShouldContain(">all is well</th>");
        Html((Name: "x", Size: 2)).ShouldContain(">Item1<");
    }

    [Fact]
    public void Sequences_of_values_are_index_and_value_and_end_after_twenty()
    {
        Plain(new[] { 1, 2, 3 }).ShouldBe("[1, 2, 3]");
        var html = Html(Enumerable.Range(0, 100).ToList());
        html.ShouldContain("<th style=\"text-align:right\">index</th><th style=\"text-align:right\">value</th>");
        html.Split("<tr>").Length.ShouldBe(22);
        html.ShouldEndWith("<p class=\"vl-more\">(80 more)</p>");
        Plain(Endless()).ShouldEndWith(", (more)]");
    }

    [Fact]
    public void A_sequence_without_items_says_so()
    {
        object[] nothing = [Array.Empty<int>(), new List<string>(), new Dictionary<string, int>(), Enumerable.Empty<Clip>()];
        foreach (var value in nothing)
        {
            Plain(value).ShouldBe("(empty)");
            Html(value).ShouldBe("<pre class=\"vl-value\">(empty)</pre>");
        }

        Plain(new { Tables = Array.Empty<string>() }).ShouldBe("{ Tables = (empty) }");
    }

    [Fact]
    public void Sequences_of_objects_have_a_column_for_each_property()
    {
        Plain(new object?[] { new { A = 1, B = "x" }, new { A = 20, C = 0.5 }, null }).ShouldBe(
            "index |      A | B      |      C\n------+--------+--------+-------\n    0 |      1 | x      |\n    1 |     20 |        |    0.5\n    2 | <null> | <null> | <null>");
    }

    [Fact]
    public void Dictionaries_grids_and_lists_of_dictionaries_are_tables()
    {
        Html(new Dictionary<string, int> { ["a"] = 1 }).ShouldContain("<th style=\"text-align:left\">key</th><th style=\"text-align:right\">value</th>");
        Plain(new[,] { { 1, 2 }, { 3, 4 } }).ShouldBe("index | 0 | 1\n------+---+--\n    0 | 1 | 2\n    1 | 3 | 4");
        Plain(new[] { new Dictionary<string, object> { ["x"] = 1 }, new Dictionary<string, object> { ["y"] = 2 } }).ShouldBe("index | x | y\n------+---+--\n    0 | 1 |\n    1 |   | 2");
    }

    [Fact]
    public void Nested_objects_unfold_and_cycles_end()
    {
        var node = new Node { Name = "root" };
        node.Next = node;
        Html(node).ShouldContain("(Node: contains itself)");
        Plain(node).ShouldContain("(Node: contains itself)");
        Html(new { Inner = new { X = 1 } }).ShouldContain("<details><summary>{ X = 1 }</summary>");
        var chain = new Node { Name = "0" };
        for (var i = 1; i < 50; i++)
        {
            chain = new Node { Name = $"{i}", Next = chain };
        }

        Html(chain).Length.ShouldBeLessThan(5000);
    }

    [Fact]
    public void A_property_that_throws_shows_its_exception_in_its_place() =>
        Html(new Faulty()).ShouldContain("InvalidOperationException: not ready");

    [Fact]
    public void Tasks_show_their_state_and_result()
    {
        Plain(Task.FromResult(5)).ShouldBe("Task<int> { Status = completed, Result = 5 }");
        Plain(Task.CompletedTask).ShouldBe("Task (completed)");
        Plain(new TaskCompletionSource().Task).ShouldContain("await it");
        Plain(Task.FromException(new FormatException("bad"))).ShouldContain("FormatException: bad");
    }

    [Fact]
    public void Html_content_is_markup_as_it_stands() => Html(new HtmlString("<b>bold</b>")).ShouldBe("<b>bold</b>");

    [Fact]
    public void Wide_tables_say_how_many_columns_are_left_out()
    {
        var row = Enumerable.Range(0, 81).ToDictionary(i => $"f{i}", i => (object)i);
        Plain(new[] { row }).ShouldContain("(51 more columns)");
    }

    [Fact]
    public void A_type_brings_its_formatters_by_convention()
    {
        var bundle = ValueFormatter.Bundle(new Wave());
        ((string?)bundle["text/plain"]).ShouldBe("wave");
        ((string?)bundle["text/html"]).ShouldBe("<img>");
        ((string?)bundle["image/png"]).ShouldBe("iVBO");
        ((int?)bundle["application/vnd.plotly.v1+json"]!["data"]).ShouldBe(1);
        Html(new[] { new Wave() }).ShouldContain("<td style=\"text-align:left\"><img></td>");
        ((string?)ValueFormatter.Bundle(new SpecialWave())["text/html"]).ShouldBe("<img>");
    }

    [Fact]
    public void Registered_formatters_win_the_closest_and_newest_first()
    {
        Formatter.Register<Clip>(clip => $"clip {clip.Name}");
        Plain(new Clip("a", 1)).ShouldBe("clip a");
        Html(new Clip("a", 1)).ShouldBe("<pre class=\"vl-value\">clip a</pre>");
        Formatter.Register<Clip>((clip, writer) => writer.Write($"<i>{clip.Name}</i>"), "text/html");
        Html(new[] { new Clip("b", 1) }).ShouldContain("<i>b</i>");
        Formatter.Register<Clip>((_, _) => false, "text/html");
        Html(new Clip("c", 1)).ShouldBe("<i>c</i>");
        Formatter.Register(typeof(List<>), (value, writer) => writer.Write("a list"));
        Plain(new List<int>()).ShouldBe("a list");
        Formatter.Register<object>(_ => "anything");
        Plain(new Clip("d", 1)).ShouldBe("clip d");
        Formatter.SetPreferredMimeTypesFor(typeof(Clip), "text/plain");
        ValueFormatter.Bundle(new Clip("e", 1)).Select(p => p.Key).ShouldBe(["text/plain"]);
    }

    private static string Plain(object? value) => (string)ValueFormatter.Bundle(value)["text/plain"]!;

    private static string Html(object? value) => (string)ValueFormatter.Bundle(value)["text/html"]!;

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private sealed record Clip(string Name, double Seconds);

    private sealed class Node
    {
        public string Name { get; init; } = "";

        public Node? Next { get; set; }
    }

    private sealed class Faulty
    {
        public int Fine { get; } = 1;

        public int Broken => Fine > 0 ? throw new InvalidOperationException("not ready") : 0;
    }

    private sealed class Report
    {
        public int Count { get; } = 3;

        public override string ToString() => "all is well";
    }

    [TypeFormatterSource(typeof(WaveFormatters))]
    private class Wave;

    private sealed class SpecialWave : Wave;

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type source) : Attribute
    {
        public Type FormatterSourceType { get; } = source;
    }

    private sealed class WaveFormatters
    {
        public static IEnumerable<object> CreateTypeFormatters() =>
            [new Plain("text/plain", "wave"), new Plain("text/html", "<img>"), new Plain("image/png", "iVBO"), new Plain("application/vnd.plotly.v1+json", "{\"data\":1}")];

        private sealed record Plain(string MimeType, string Text)
        {
            public bool Format(object instance, TextWriter writer)
            {
                writer.Write(Text);
                return instance is Wave;
            }
        }
    }
}
