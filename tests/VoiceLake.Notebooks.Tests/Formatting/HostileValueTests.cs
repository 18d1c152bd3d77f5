using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Formatting;

/// <summary>Values that resist being shown.</summary>
public class HostileValueTests
{
    private static readonly string[] Hostile =
    [
        "new Dictionary<string, object> { [\"<script>k</script>\"] = \"<script>v</script>\" }",
        "new[] { new Dictionary<string, object> { [\"<script>k</script>\"] = 1 } }",
        "new Exception(\"<script>m</script>\")",
        "new { text = \"<script>\", inner = new { text = \"<script>\" } }",
        "new Dictionary<string, List<string>> { [\"<script>\"] = [\"<script>\", \"&\"] }",
        "new Uri(\"http://x/?<script>\")",
        "new Say()",
        "new object[] { \"<script>\", new Say(), new[] { \"<script>\" }, (1, \"<script>\") }",
        "new Throws()",
        "new StringBuilder(\"<script>\")",
        "new System.Text.Json.Nodes.JsonObject { [\"<script>\"] = \"<script>\" }",
        "System.Text.Json.JsonDocument.Parse(\"[\\\"<script>\\\"]\").RootElement",
        "System.Xml.Linq.XElement.Parse(\"<script>1</script>\")",
        "(Func<List<string>, int>)(x => 1)",
        "typeof(Dictionary<string, List<int>>)",
        "Task.FromException<int>(new Exception(\"<script>\"))",
        "new Table(\"<script>\")",
    ];

    [Fact]
    public async Task Getters_and_ToString_that_throw_are_shown_as_what_they_throw()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("class Bad { public int Good => 1; public int Broken => throw new InvalidOperationException(\"no\"); public override string ToString() => throw new NotSupportedException(\"mute\"); }\nclass Silent { public override string ToString() => throw new NotSupportedException(\"mute\"); }\nclass Wordless : Exception { public override string Message => throw new Exception(\"worse\"); }");
        (await notebook.PassAsync("new Bad()")).Text.ShouldBe("Bad { Good = 1, Broken = InvalidOperationException: no }");
        (await notebook.PassAsync("new[] { new Bad() }")).Text!.ShouldContain("InvalidOperationException: no");
        (await notebook.PassAsync("new Silent()")).Text.ShouldBe("Silent (its ToString throws NotSupportedException: mute)");
        (await notebook.PassAsync("new Wordless()")).Text.ShouldNotBeNull().ShouldStartWith("Wordless: ");
        (await notebook.FailAsync("throw new Wordless();")).Name.ShouldEndWith("Wordless");
    }

    [Fact]
    public async Task A_value_whose_ToString_recurses_through_itself_ends_the_process_with_a_reason()
    {
        await using var notebook = await Notebook.StartAsync();
        var error = await notebook.FailAsync("class Loop { public override string ToString() => $\"{this}\"; }\nnew Loop()");
        error.Name.ShouldBe("StackOverflowException");
        string.Join('\n', error.Traceback).ShouldContain("Loop.ToString()");
    }

    [Fact]
    public async Task A_getter_that_waits_for_ever_is_interrupted_as_the_cells_own_code_is()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("class Slow { public int Fast => 1; public int Value { get { System.Threading.Thread.Sleep(-1); return 1; } } }");
        using var interrupt = new CancellationTokenSource();
        var cell = await notebook.RunAsync("Console.Write(1);\nnew { inner = new[] { new Slow() } }", interrupt.Token, _ => interrupt.Cancel());
        cell.Result.Error!.Value.ShouldBe("The cell was interrupted.");
        (await notebook.PassAsync("1")).Outputs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Circles_are_cut()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("class Node { public string Name = \"\"; public Node? Next { get; set; } public List<Node> All { get; } = []; }\nvar a = new Node { Name = \"a\" }; var b = new Node { Name = \"b\", Next = a }; a.Next = b; a.All.AddRange([a, b]);");
        (await notebook.PassAsync("a")).Text!.ShouldContain("contains itself");
        await notebook.PassAsync("var list = new List<object>(); list.Add(list); list");
        await notebook.PassAsync("var map = new Dictionary<string, object>(); map[\"me\"] = map; map");
        await notebook.PassAsync("IEnumerable<object> Endless() { while (true) { yield return Endless(); } }\nEndless()");
        await notebook.PassAsync("class Deep { public Deep Next => new(); }\nnew Deep()");
    }

    [Fact]
    public async Task A_sequence_without_end_is_cut()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("IEnumerable<int> Count() { for (var i = 0; ; i++) { yield return i; } }\nCount()")).Text.ShouldEndWith("18, 19, (more)]");
        (await notebook.PassAsync("new { numbers = Count() }")).Text!.ShouldContain("(more)");
    }

    [Fact]
    public async Task A_sequence_that_throws_half_way_shows_what_came_before()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("IEnumerable<int> Half() { yield return 1; yield return 2; throw new InvalidOperationException(\"torn\"); }\nHalf()");
        cell.Text.ShouldBe("[1, 2, (then it threw InvalidOperationException: torn)]");
    }

    [Fact]
    public async Task A_sequence_is_asked_once_for_all_its_forms()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("var asked = 0; Enumerable.Range(0, 3).Select(i => { asked++; Console.Write(i); return i; })");
        cell.Stdout.ShouldBe("012");
        cell.Text.ShouldBe("[0, 1, 2]");
        ((string)cell.Outputs.OfType<ResultOutput>().Single().Data["text/html"]!).ShouldContain("<td style=\"text-align:right\">2</td>");
    }

    [Fact]
    public async Task Large_values_are_shown_at_once_and_small()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("Enumerable.Range(0, 1_000_000).Select(i => i * 0.5).ToArray()");
        cell.Text.ShouldEndWith("(999980 more)]");
        cell.Outputs.ShouldHaveSingleItem().ToString().Length.ShouldBeLessThan(10_000);
        await notebook.PassAsync("new double[1000, 1000]");
        (await notebook.PassAsync("Enumerable.Range(0, 1_000_000).ToDictionary(i => i)")).Text!.ShouldContain("(999980 more)");
        (await notebook.PassAsync("new HashSet<int>(Enumerable.Range(0, 1000))")).Text!.ShouldContain("(980 more)");
    }

    [Fact]
    public async Task Data_is_never_markup()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("class Say { public int X => 1; public override string ToString() => \"<script>said</script>\"; }\nclass Throws { public int X => throw new Exception(\"<script>x</script>\"); }\nrecord Table(string Name);\nFormatter.Register<Table>(t => t.Name, \"text/plain\");");
        foreach (var expression in Hostile)
        {
            var html = (string)(await notebook.PassAsync(expression)).Outputs.OfType<ResultOutput>().Single().Data["text/html"]!;
            html.ShouldNotContain("<script", customMessage: expression);
            html.ShouldNotContain("List<", customMessage: expression);
        }
    }
}
