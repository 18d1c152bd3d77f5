using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.Notebooks.Tests.Running.Parameters;

public class ParameterPlanTests
{
    [Theory]
    [InlineData("string x = \"a\";", "b\"\\\n", "x = \"b\\\"\\\\\\n\";")]
    [InlineData("var x = \"a\";", "null", "x = \"null\";")]
    [InlineData("string? x = null;", "null", "x = null;")]
    [InlineData("string x = Environment.GetEnvironmentVariable(\"X\") ?? \"a\";", "b", "x = \"b\";")]
    [InlineData("var x = Environment.GetEnvironmentVariable(\"X\") ?? \"a\";", "b", "x = \"b\";")]
    [InlineData("var x = Workspace.Lake;", "file:b", "x = \"file:b\";")]
    [InlineData("int x = 1;", "-25", "x = -25;")]
    [InlineData("var x = 1;", "25", "x = 25;")]
    [InlineData("int? x = 1;", "null", "x = null;")]
    [InlineData("int? x = 1;", "7", "x = 7;")]
    [InlineData("var x = -1L;", "9", "x = 9L;")]
    [InlineData("double x = 1;", "0.1", "x = 0.1d;")]
    [InlineData("var x = 0.5;", "1e-3", "x = 0.001d;")]
    [InlineData("double x = 1;", "NaN", "x = double.NaN;")]
    [InlineData("double x = 1;", "-Infinity", "x = double.NegativeInfinity;")]
    [InlineData("float x = 1;", "0.1", "x = 0.1f;")]
    [InlineData("decimal x = 1;", "1.10", "x = 1.10m;")]
    [InlineData("bool x = true;", "False", "x = false;")]
    [InlineData("char x = 'a';", "'", "x = '\\'';")]
    [InlineData("string[] x = [];", "a, b", "x = [\"a\", \"b\"];")]
    [InlineData("List<int> x = [1];", "", "x = [];")]
    [InlineData("var x = new[] { 1, 2 };", "3,4", "x = [3, 4];")]
    [InlineData("const string x = \"a\";", "b", "const string x = \"b\";")]
    [InlineData("DateOnly x = default;", "2007-12-21", "x = System.DateOnly.Parse(\"2007-12-21\", System.Globalization.CultureInfo.InvariantCulture);")]
    public void A_value_becomes_what_the_parameters_cell_declares(string declaration, string value, string statement)
    {
        var set = Plan(declaration, ("x", ParameterValue.FromText(value)));

        set.Code.ShouldBe("// Parameters of this run\n" + statement);
    }

    [Theory]
    [InlineData("int x = 1;", "abc", "it is an int, and 'abc' is not")]
    [InlineData("int x = 1;", "1.5", "it is an int, and '1.5' is not")]
    [InlineData("int x = 1;", "99999999999", "it is an int, and '99999999999' is not")]
    [InlineData("double x = 1;", "0,5", "it is a double, and '0,5' is not")]
    [InlineData("bool x = true;", "yes", "it is a bool, and 'yes' is not")]
    [InlineData("Lake x = null;", "a", "its type Lake cannot be given from outside")]
    public void A_value_of_another_type_is_refused(string declaration, string value, string expected)
    {
        var error = Should.Throw<RunRequestException>(() => Plan(declaration, ("x", ParameterValue.FromText(value))));

        error.Message.ShouldStartWith("the parameter 'x' of test.ipynb: ");
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void Null_and_lists_do_not_go_into_plain_variables()
    {
        Should.Throw<RunRequestException>(() => Plan("int x = 1;", ("x", ParameterValue.Null))).Message.ShouldContain("it is an int, not null");
        Should.Throw<RunRequestException>(() => Plan("int x = 1;", ("x", ParameterValue.FromItems([])))).Message.ShouldContain("it is an int, not a list");
        Should.Throw<RunRequestException>(() => Plan("int[] x = [];", ("x", ParameterValue.Null))).Message.ShouldContain("it is an int[], not null");
    }

    [Fact]
    public void Any_string_comes_through_its_literal()
    {
        Gen.Char.Array[0, 40].Select(letters => new string(letters)).Sample(text =>
        {
            var code = Plan("string x = \"\";", ("x", ParameterValue.FromQuoted(text))).Code;
            var literal = code[(code.IndexOf('\n', StringComparison.Ordinal) + "x = ".Length + 1)..^1];
            var token = SyntaxFactory.ParseToken(literal);
            return token.FullSpan.Length == literal.Length && token.ValueText == text;
        });
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_known_ones_and_every_mistake_is_named()
    {
        var error = Should.Throw<RunRequestException>(() => Plan(
            "string lake = \"\"; int frames = 1;", ("lkae", ParameterValue.FromText("x")), ("frames", ParameterValue.FromText("x"))));

        error.Message.ShouldContain("no notebook of this run has a parameter 'lkae'; there are: frames, lake");
        error.Message.ShouldContain("the parameter 'frames' of test.ipynb: it is an int, and 'x' is not");
    }

    [Fact]
    public void A_name_that_one_notebook_knows_goes_to_that_one_alone()
    {
        var first = Notebooks.Of(Notebooks.Code("int x = 1;", "parameters"));
        var second = Notebooks.Of(Notebooks.Code("int y = 1;"));

        var sets = ParameterPlan.Make([first, second], Values(("x", ParameterValue.FromText("2"))));

        sets[0].Given.ShouldBe(new Dictionary<string, string> { ["x"] = "2" });
        sets[1].InjectInto(second).ShouldBeNull();
        second.Cells.Count.ShouldBe(1);
    }

    [Fact]
    public void The_injected_cell_stands_behind_the_parameters_cell_and_replaces_one_left_over()
    {
        var document = Notebooks.Of(
            Notebooks.Prose("# T"), Notebooks.Code("int x = 1;", "parameters"), Notebooks.Code("x = 9;", "injected-parameters"), Notebooks.Code("x"));

        var injected = ParameterPlan.Make([document], Values(("x", ParameterValue.FromText("2"))))[0].InjectInto(document);

        document.Cells.Select(cell => cell.Source).ShouldBe(["# T", "int x = 1;", "// Parameters of this run\nx = 2;", "x"]);
        injected!.Tags.ShouldBe([NotebookCell.InjectedParametersTag]);
    }

    [Fact]
    public void Magic_commands_and_comments_in_the_parameters_cell_do_no_harm()
    {
        var set = Plan("#!time\n#r \"x.dll\"\n// the lake\nstring lake = \"a\", source = \"b\"; // both\n", ("source", ParameterValue.FromText("c")));

        set.Declared.ShouldBe(["lake", "source"]);
        set.Given["source"].ShouldBe("\"c\"");
    }

    private static ParameterSet Plan(string declaration, params (string, ParameterValue)[] values) =>
        ParameterPlan.Make([Notebooks.Of(Notebooks.Code(declaration, "parameters"))], Values(values))[0];

    private static Dictionary<string, ParameterValue> Values(params (string Name, ParameterValue Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value);
}
