namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class HoverTests(HoverTests.Cells cells) : IClassFixture<HoverTests.Cells>
{
    private readonly Editor _editor = cells.Editor;

    [Theory]
    [InlineData("ra|te", "int rate\n\nValue: 16000")]
    [InlineData("rate|", "int rate\n\nValue: 16000")]
    [InlineData("|rate", "int rate\n\nValue: 16000")]
    [InlineData("name|", "string name\n\nValue: \"ann \\\"x\\\"\"")]
    [InlineData("numbers|", "List<int> numbers")]
    [InlineData("missing|", null)]
    [InlineData("nothing|", "string? nothing\n\nValue: null")]
    [InlineData("pi|", "double pi\n\nValue: 3.5")]
    [InlineData("var rate = 2; ra|te", "int rate")]
    [InlineData("Twice|(2)", "int Twice(int n)\n\nTwice a number & more.")]
    [InlineData("Twice(|2)", null)]
    [InlineData("Twice(|", "int Twice(int n)\n\nTwice a number & more.")]
    [InlineData("new Clip|(\"a\")", "Clip.Clip(string Speaker)\n\nA recording.")]
    [InlineData("clip.Speaker|", "string Clip.Speaker { get; init; }")]
    [InlineData("retu|rn", null)]
    [InlineData("1 |+ 2", null)]
    [InlineData("\"ra|te\"", null)]
    [InlineData("// ra|te", null)]
    [InlineData("#!ti|me", "#!time\n\nShows how long the cell took.")]
    [InlineData("#!set --name ra|te", null)]
    [InlineData("#!nope|", null)]
    [InlineData("numbers.Select(n| => n)", "int n")]
    public void A_name_is_described(string code, string? text) => _editor.Hover(code)?.Plain.ShouldBe(text);

    [Theory]
    [InlineData("Math.Sqrt|(2)", "double Math.Sqrt(double d)", "Returns the square root of a specified number.")]
    [InlineData("numbers.Add|(2)", "void List<int>.Add(int item)", "Adds an object to the end of the List.")]
    [InlineData("numbers.Sum|()", "int IEnumerable<int>.Sum() (+ 10 overloads)", "Computes the sum of a sequence of Int32 values.")]
    [InlineData("List|<int> x", "class System.Collections.Generic.List<int>", "Represents a strongly typed list of objects that can be accessed by index.")]
    [InlineData("var| x = new StringBuilder();", "class System.Text.StringBuilder", "Represents a mutable string of characters. This class cannot be inherited.")]
    [InlineData("in|t x", "readonly struct System.Int32", "Represents a 32-bit signed integer.")]
    public void The_frameworks_documentation_is_found_if_an_sdk_is_there(string code, string line, string summary)
    {
        var text = _editor.Hover(code)!.Plain;
        text.ShouldStartWith(line + "\n\n");
        text.ShouldContain(summary);
    }

    [Fact]
    public void A_detailed_hover_has_parameters_result_and_exceptions()
    {
        var text = _editor.Hover("name.Substring|(1)", detailed: true)!;
        text.Plain.ShouldContain("Parameters:\n  startIndex: The zero-based starting character position");
        text.Plain.ShouldContain("Returns:\nA string that is equivalent to the substring that begins at startIndex in this instance, or String.Empty if");
        text.Plain.ShouldContain("Exceptions:\n  ArgumentOutOfRangeException: startIndex is less than zero");
        text.Markdown.ShouldStartWith("```csharp\nstring string.Substring(int startIndex) (+ 1 overload)\n```\n\n");
        text.Markdown.ShouldContain("**Parameters**\n\n- `startIndex`: ");
    }

    [Fact]
    public void Data_and_comments_never_become_markup()
    {
        _editor.Hover("ticks|")!.Markdown.ShouldBe("```csharp\nstring ticks\n```\n\nValue: `` \"`<b>`\" ``");
        _editor.Hover("Twice|(2)")!.Markdown.ShouldEndWith("Twice a number & more.");
    }

    public sealed class Cells : IAsyncLifetime
    {
        internal Editor Editor { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Editor = await Editor.AfterAsync(
            "var rate = 16000;\nvar name = \"ann \\\"x\\\"\";\nvar numbers = new List<int> { 1 };\nstring? nothing = null;\nvar pi = 3.5;\nvar ticks = \"`<b>`\";",
            """
            /// <summary>Twice a number &amp; more.</summary>
            /// <param name="n">The number.</param>
            int Twice(int n) => 2 * n;

            /// <summary>A recording.</summary>
            record Clip(string Speaker);
            """,
            "var clip = new Clip(\"ann\");");

        public ValueTask DisposeAsync()
        {
            Editor.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
