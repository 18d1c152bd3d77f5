namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class CompletionTests(CompletionTests.Cells cells) : IClassFixture<CompletionTests.Cells>
{
    private readonly Editor _editor = cells.Editor;

    [Theory]
    [InlineData("numbers.|", "Count", "property")]
    [InlineData("numbers.Ad|", "AddRange", "method")]
    [InlineData("numbers.Sel|", "Select", "method")]
    [InlineData("text.Trim().Sub|", "Substring", "method")]
    [InlineData("clips[0].|", "Speaker", "property")]
    [InlineData("clips.Where(c => c.Sec|", "Seconds", "property")]
    [InlineData("clips.Select(c => new { c.Speaker, n = 1 }).First().|", "n", "property")]
    [InlineData("Clip.|", "Empty", "property")]
    [InlineData("Voice.|", "Creaky", "enummember")]
    [InlineData("maybe.|", "Value", "property")]
    [InlineData("text?.|", "Length", "property")]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("System.Text.|", "StringBuilder", "class")]
    [InlineData("int.|", "Parse", "method")]
    [InlineData("num|", "numbers", "local")]
    [InlineData("Lon|", "Longest", "method")]
    [InlineData("var again = numb|\nvar next = 2;", "numbers", "local")]
    [InlineData("text.To|\nvar next = 2;", "ToUpper", "method")]
    [InlineData("$\"{text.|}\"", "Length", "property")]
    [InlineData("$\"{text.|", "Length", "property")]
    [InlineData("Console.WriteLine(text.|", "Length", "property")]
    [InlineData("foreach (var c in clips) { c.|", "Speaker", "property")]
    [InlineData("using System.I|", "IO", "namespace")]
    [InlineData("using static System.Ma|", "Math", "class")]
    [InlineData("Longest(|", "strict:", "argument")]
    [InlineData("Longest(clips, str|)", "strict:", "argument")]
    [InlineData("new Clip(\"a\", 1) { | }", "Rate", "property")]
    [InlineData("clips[0] with { Se|", "Seconds", "property")]
    [InlineData("class Square : Shape { public override | }", "double Area() => throw new System.NotImplementedException();", "method")]
    [InlineData("class Square : Shape { public override Lab| }", "string Label { get => base.Label; set => base.Label = value; }", "property")]
    [InlineData("retu|", "return", "keyword")]
    [InlineData("text i|", "is", "keyword")]
    [InlineData("new StringB|", "StringBuilder", "class")]
    [InlineData("wl(Console.WL|", "WriteLine", "method")]
    [InlineData("int Twice(int value) { return val| }", "value", "parameter")]
    [InlineData("#!time\nnumbers.Cou|", "Count", "property")]
    [InlineData("var here = new[] { 1 };\n#!time\nhere.Len|", "Length", "property")]
    [InlineData("#!set --name rate --value 16000\nrate.CompareT|", "CompareTo", "method")]
    [InlineData("if (text.Len|", "Length", "property")]
    [InlineData("Func<Clip, double> f = c => c.|;", "Seconds", "property")]
    [InlineData("await Task.|", "Delay", "method")]
    [InlineData("from c in clips where c.Sp|", "Speaker", "property")]
    [InlineData("class Box { int size; int Twice() { return si|", "size", "field")]
    public void What_fits_is_offered(string code, string text, string kind) => _editor.Entry(code, text).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("\"tex|\"")]
    [InlineData("'t|'")]
    [InlineData("// tex|")]
    [InlineData("/* tex| */")]
    [InlineData("$\"tex|\"")]
    [InlineData("\"\"\"tex|\"\"\"")]
    [InlineData("\"unfinished tex|")]
    [InlineData("var tex|")]
    [InlineData("int tex| = 3;")]
    [InlineData("class Tex|")]
    [InlineData("12|")]
    [InlineData("#!markdown\n# Tex|")]
    [InlineData("missing.|")]
    public void Nothing_is_offered_in_texts_comments_and_new_names(string code) => _editor.Texts(code).ShouldBeEmpty();

    public sealed class Cells : IAsyncLifetime
    {
        internal Editor Editor { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Editor = await Editor.AfterAsync(
            "var numbers = new List<int> { 1, 2 };\nvar text = \"hello\";\nint? maybe = 3;",
            """
            record Clip(string Speaker, double Seconds) { public int Rate { get; init; } = 16000; public static Clip Empty => new("", 0); }
            enum Voice { Creaky, Modal }
            abstract class Shape { public abstract double Area(); public virtual string Label { get; set; } = ""; }
            """,
            "var clips = new[] { new Clip(\"ann\", 1.5) };\nClip Longest(IEnumerable<Clip> clips, bool strict = false) => clips.MaxBy(c => c.Seconds)!;");

        public ValueTask DisposeAsync()
        {
            Editor.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
