namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class SignatureTests(SignatureTests.Cells cells) : IClassFixture<SignatureTests.Cells>
{
    private readonly Editor _editor = cells.Editor;

    [Theory]
    [InlineData("Twice(|", "int Twice(int n, bool really = false)", 0)]
    [InlineData("Twice(1, |)", "int Twice(int n, bool really = false)", 1)]
    [InlineData("Twice(really: |)", "int Twice(int n, bool really = false)", 1)]
    [InlineData("Math.Max(1.5, |", "double Math.Max(double val1, double val2)", 1)]
    [InlineData("new Clip(|", "Clip.Clip(string Speaker, double Seconds)", 0)]
    [InlineData("new Clip(\"a\", |)", "Clip.Clip(string Speaker, double Seconds)", 1)]
    [InlineData("numbers.Add(|)", "void List<int>.Add(int item)", 0)]
    [InlineData("numbers[|]", "int List<int>.this[int index] { get; set; }", 0)]
    [InlineData("numbers.Where(n => n > |", "IEnumerable<int> IEnumerable<int>.Where<int>(Func<int, bool> predicate)", 0)]
    [InlineData("numbers.Skip(Twice(|", "int Twice(int n, bool really = false)", 0)]
    [InlineData("numbers.Skip(Twice(1), |", "IEnumerable<int> IEnumerable<int>.Skip<int>(int count)", 1)]
    [InlineData("half(|", "double Func<double, double>.Invoke(double arg)", 0)]
    [InlineData("Join(1, 2, 3, |", "string Join(params int[] parts)", 0)]
    [InlineData("Console.WriteLine(\"a, b|\")", "void Console.WriteLine(string? value)", 0)]
    [InlineData("class Long : Clip { public Long() : base(|) { } }", "Clip.Clip(string Speaker, double Seconds)", 0)]
    public void The_call_around_the_place_is_found(string code, string label, int parameter)
    {
        var help = _editor.Signatures(code)!;
        help.Signatures[help.ActiveSignature].Label.ShouldBe(label);
        help.ActiveParameter.ShouldBe(parameter);
    }

    [Theory]
    [InlineData("Twice|(1)")]
    [InlineData("Twice(1)|")]
    [InlineData("1 + |")]
    [InlineData("if (|true)")]
    [InlineData("missing(|")]
    [InlineData("numbers.ForEach(n => { | });")]
    [InlineData("#!time |")]
    public void Outside_the_arguments_of_a_call_there_is_nothing(string code) => _editor.Signatures(code).ShouldBeNull();

    [Fact]
    public void All_overloads_come_with_their_documentation()
    {
        var help = _editor.Signatures("\"abc\".Substring(1, |)")!;
        help.Signatures.Select(s => s.Label).ShouldBe(["string string.Substring(int startIndex)", "string string.Substring(int startIndex, int length)"]);
        (help.ActiveSignature, help.ActiveParameter).ShouldBe((1, 1));
        help.Signatures[1].Documentation.ShouldStartWith("Retrieves a substring from this instance.");
        help.Signatures[1].Parameters[1].Label.ShouldBe("int length");
        help.Signatures[1].Parameters[1].Documentation.ShouldBe("The number of characters in the substring.");
    }

    public sealed class Cells : IAsyncLifetime
    {
        internal Editor Editor { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Editor = await Editor.AfterAsync(
            "var numbers = new List<int> { 1 };\nFunc<double, double> half = x => x / 2;",
            "int Twice(int n, bool really = false) => 2 * n;\nstring Join(params int[] parts) => string.Join(',', parts);\nrecord Clip(string Speaker, double Seconds);");

        public ValueTask DisposeAsync()
        {
            Editor.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
