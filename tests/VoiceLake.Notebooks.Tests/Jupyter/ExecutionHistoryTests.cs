using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Jupyter;

namespace VoiceLake.Notebooks.Tests.Jupyter;

public sealed class ExecutionHistoryTests
{
    private readonly ExecutionHistory _history = new();

    public ExecutionHistoryTests()
    {
        string[] cells = ["var x = 1;", "x + 1", "print(x)", "x + 1", "a [b]* c", "two\nlines", "C:\\x"];
        for (var number = 1; number <= cells.Length; number++)
        {
            _history.Add(number, cells[number - 1]);
        }

        _history.AddResult(2, "2");
    }

    [Theory]
    [InlineData("""{ "n": 2 }""", "6 7")]
    [InlineData("""{ "n": 100 }""", "1 2 3 4 5 6 7")]
    [InlineData("""{ "n": 0 }""", "")]
    [InlineData("""{ "n": -3 }""", "")]
    [InlineData("""{ "n": null }""", "1 2 3 4 5 6 7")]
    [InlineData("{}", "1 2 3 4 5 6 7")]
    public void The_tail_holds_the_last_n(string request, string numbers) => Numbers("tail", request).ShouldBe(numbers);

    [Fact]
    public void The_tail_without_a_number_holds_ten()
    {
        for (var number = 8; number <= 30; number++)
        {
            _history.Add(number, "1");
        }

        Numbers("tail", "{}").ShouldBe("21 22 23 24 25 26 27 28 29 30");
    }

    [Theory]
    [InlineData("""{ "session": 0, "start": 2, "stop": 4 }""", "2 3")]
    [InlineData("""{ "session": 1, "start": 2, "stop": 4 }""", "2 3")]
    [InlineData("""{ "start": 6 }""", "6 7")]
    [InlineData("""{ "start": 6, "stop": null }""", "6 7")]
    [InlineData("""{ "stop": 2 }""", "1")]
    [InlineData("""{ "start": 5, "stop": 2 }""", "")]
    [InlineData("""{ "session": -1, "start": 1 }""", "")]
    [InlineData("""{ "session": 2, "start": 1 }""", "")]
    public void A_range_begins_with_its_start_and_ends_before_its_stop(string request, string numbers) => Numbers("range", request).ShouldBe(numbers);

    [Theory]
    [InlineData("x*", "2 4")]
    [InlineData("*x*", "1 2 3 4 7")]
    [InlineData("x ? 1", "2 4")]
    [InlineData("x", "")]
    [InlineData("X*", "")]
    [InlineData("*(x)", "3")]
    [InlineData("two*lines", "6")]
    [InlineData("*\\*", "7")]
    [InlineData("*\\x", "7")]
    [InlineData("*", "1 2 3 4 5 6 7")]
    [InlineData("", "")]
    public void A_search_matches_the_whole_cell_with_stars_and_question_marks(string pattern, string numbers) =>
        Numbers("search", new JsonObject { ["pattern"] = pattern }.ToJsonString()).ShouldBe(numbers);

    [Fact]
    public void A_search_gives_the_last_n_and_of_equal_cells_the_last_one()
    {
        Numbers("search", """{ "pattern": "*x*", "n": 2 }""").ShouldBe("4 7");
        Numbers("search", """{ "pattern": "*x*", "unique": true }""").ShouldBe("1 3 4 7");
        Numbers("search", """{ "pattern": "x*", "unique": true, "n": 1 }""").ShouldBe("4");
        Numbers("search", "{}").ShouldBe("1 2 3 4 5 6 7");
    }

    [Fact]
    public void A_pattern_of_many_stars_is_answered() =>
        Numbers("search", new JsonObject { ["pattern"] = string.Concat(Enumerable.Repeat("*a", 5_000)) }.ToJsonString()).ShouldBe("");

    [Fact]
    public void An_entry_is_session_number_and_code_or_with_its_result()
    {
        Find("range", """{ "start": 1, "stop": 3 }""").ToJsonString().ShouldBe("""[[1,1,"var x = 1;"],[1,2,"x \u002B 1"]]""");
        Find("range", """{ "start": 1, "stop": 3, "output": true }""").ToJsonString().ShouldBe("""[[1,1,["var x = 1;",null]],[1,2,["x \u002B 1","2"]]]""");
    }

    [Fact]
    public void An_unknown_way_of_access_is_named()
    {
        Should.Throw<FormatException>(() => Find("sideways", "{}")).Message.ShouldContain("'sideways'");
        Should.Throw<FormatException>(() => _history.Find([])).Message.ShouldContain("tail, range or search");
    }

    private string Numbers(string access, string request) => string.Join(' ', Find(access, request).Select(entry => (int)entry![1]!));

    private JsonArray Find(string access, string request)
    {
        var content = JsonNode.Parse(request)!.AsObject();
        content["hist_access_type"] = access;
        return _history.Find(content);
    }
}
