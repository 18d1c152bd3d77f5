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
    [InlineData("using Microsoft.AspN|", "AspNetCore", "namespace")]
    [InlineData("Microsoft.Extensions.Prim|", "Primitives", "namespace")]
    [InlineData("using static System.Ma|", "Math", "class")]
    [InlineData("Longest(|", "strict:", "argument")]
    [InlineData("Longest(clips, str|)", "strict:", "argument")]
    [InlineData("new Clip(\"a\", 1) { | }", "Rate", "property")]
    [InlineData("clips[0] with { Se|", "Seconds", "property")]
    [InlineData("class Square : Shape { public override | }", "override double Area() => throw new System.NotImplementedException();", "method")]
    [InlineData("class Square : Shape { public override Lab| }", "override string Label { get => base.Label; set => base.Label = value; }", "property")]
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
    [InlineData("voice == |", "Voice.Creaky", "enummember")]
    [InlineData("voice = |", "Voice.Modal", "enummember")]
    [InlineData("switch (voice) { case |", "Voice.Modal", "enummember")]
    [InlineData("File.Exists(\"a\") && File.ReadAllT|", "ReadAllText", "method")]
    [InlineData("Sqr|", "Sqrt", "method")]
    [InlineData("Bui|", "Builder", "class")]
    [InlineData("[Obs|", "Obsolete", "class")]
    [InlineData("clips[0] is { |", "Speaker:", "property")]
    [InlineData("foreach (var c |", "in", "keyword")]
    [InlineData("global::Sys|", "System", "namespace")]
    [InlineData("from c in clips |", "orderby", "keyword")]
    [InlineData("class Box { | }", "public", "keyword")]
    public void What_fits_is_offered(string code, string text, string kind) => _editor.Entry(code, text).Kind.ShouldBe(kind);

    [Fact]
    public void What_is_typed_comes_first_then_other_case_then_humps_then_parts()
    {
        _editor.Texts("text.St|").Take(2).ShouldBe(["StartsWith", "ToString"]);
        _editor.Texts("Console.wl|").ShouldContain("WriteLine");
        _editor.Texts("Console.wri|").Take(2).ShouldBe(["Write", "WriteLine"]);
        _editor.Texts("text.length|")[0].ShouldBe("Length");
    }

    [Fact]
    public void The_notebooks_own_names_come_before_those_of_the_framework() => _editor.Texts("|").Take(7).ShouldBe(["clips", "maybe", "numbers", "text", "voice", "Clip", "Longest"]);

    [Fact]
    public void Members_of_every_object_come_last() => _editor.Texts("clips[0].|").TakeLast(4).ShouldBe(["Equals", "GetHashCode", "GetType", "ToString"]);

    [Theory]
    [InlineData("numbers.AddR|", "AddRange", "void List<int>.AddRange(IEnumerable<int> collection) (+ 1 overload)")]
    [InlineData("numbers.Wher|", "Where", "IEnumerable<int> IEnumerable<int>.Where<int>(Func<int, bool> predicate) (+ 1 overload)")]
    [InlineData("numb|", "numbers", "List<int> numbers")]
    [InlineData("Longe|", "Longest", "Clip Longest(IEnumerable<Clip> clips, bool strict = false)")]
    [InlineData("var mine = clips;\nmin|", "mine", "Clip[] mine")]
    [InlineData("Voice.|", "Modal", "Voice.Modal = 1")]
    [InlineData("Cli|", "Clip", "record Clip")]
    [InlineData("StringBu|", "StringBuilder", "class System.Text.StringBuilder")]
    public void An_entry_is_described_in_a_line(string code, string text, string signature) => _editor.Entry(code, text).Signature.ShouldBe(signature);

    [Fact]
    public void The_whole_word_around_the_caret_is_replaced()
    {
        var list = _editor.Complete("var x = numbers.Co|nt;");
        (list.Start, list.End).ShouldBe((16, 20));
    }

    [Fact]
    public void An_override_replaces_its_keyword_too_so_that_it_begins_with_what_is_typed()
    {
        const string Marked = "class Square : Shape { public override | }";
        var list = _editor.Complete(Marked);
        var typed = Marked[list.Start..Marked.IndexOf('|', StringComparison.Ordinal)];
        typed.ShouldBe("override ");
        list.Items.ShouldNotBeEmpty();
        list.Items.ShouldAllBe(item => item.Text.StartsWith(typed, StringComparison.Ordinal));
        _editor.Texts("class Square : Shape { public override Lab| }").ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_set_or_given_already_is_not_offered_again()
    {
        _editor.Texts("new Clip(\"a\", 1) { Rate = 1, | }").ShouldBe(["Seconds", "Speaker"]);
        _editor.Texts("Longest(clips: clips, str|").ShouldContain("strict:");
        _editor.Texts("Longest(strict: true, |").ShouldNotContain("strict:");
        _editor.Texts("class Square : Shape { public override double Area() => 1; public override | }").ShouldNotContain(t => t.Contains("Area"));
        _editor.Texts("var later = lat|").ShouldNotContain("later");
        _editor.Texts("lat|\nvar later = 1;").ShouldNotContain("later");
    }

    [Fact]
    public void Only_what_can_follow_is_offered()
    {
        _editor.Complete("using System.|").Items.ShouldAllBe(i => i.Kind == "namespace");
        _editor.Texts("using static System.|").ShouldContain("Math");
        _editor.Texts("new |").ShouldNotContain("Math");
        _editor.Texts("Clip.|").ShouldNotContain("Speaker");
        _editor.Texts("clips[0].|").ShouldNotContain("Empty");
        _editor.Texts("class Box { | }").ShouldNotContain("numbers");
        _editor.Texts("[|").ShouldNotContain("StringBuilder");
    }

    [Fact]
    public void Types_of_namespaces_that_are_not_imported_are_offered_in_full_after_those_that_are()
    {
        var texts = _editor.Texts("Regex|");
        texts[0].ShouldBe("System.Text.RegularExpressions.Regex");
        _editor.Texts("Conso|")[0].ShouldBe("Console");
        _editor.Texts("FileInf|")[0].ShouldBe("FileInfo");
        _editor.Texts("Re|").ShouldNotContain("System.Text.RegularExpressions.Regex");
    }

    /// <summary>An editor asks at every key, so at every stage of half-written code.</summary>
    [Theory]
    [InlineData("#!time\nusing System.IO;\nvar q = from c in clips where c.Seconds > 1 group c by c.Speaker into g select new { g.Key, n = g.Count() };\nforeach (var (k, v) in q.ToDictionary(x => x.Key, x => x.n)) { Console.WriteLine($\"{k,5:F2}: {{x}} {v switch { > 1 => 'a', _ => 'c' }}\"); }")]
    [InlineData("#load \"a.cs\"\nabstract class A<T> : List<T> where T : struct { public override string ToString() => base.ToString() ?? \"\"; int this[int i] { get => i; } [Obsolete(\"x\")] public A(int a) : base(a) { } }")]
    public void No_stage_of_a_cell_is_a_surprise(string code)
    {
        for (var i = 0; i <= code.Length; i += 5)
        {
            foreach (var marked in new[] { code[..i] + "|", code.Insert(i, "|") })
            {
                Should.NotThrow(() => (_editor.Complete(marked), _editor.Hover(marked, detailed: true), _editor.Signatures(marked), _editor.Diagnose(code[..i])), marked);
            }
        }
    }

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
            "using System.IO;\nusing static System.Math;\nusing Builder = System.Text.StringBuilder;",
            "var numbers = new List<int> { 1, 2 };\nvar text = \"hello\";\nint? maybe = 3;",
            """
            record Clip(string Speaker, double Seconds) { public int Rate { get; init; } = 16000; public static Clip Empty => new("", 0); }
            enum Voice { Creaky, Modal }
            abstract class Shape { public abstract double Area(); public virtual string Label { get; set; } = ""; }
            """,
            "var clips = new[] { new Clip(\"ann\", 1.5) };\nClip Longest(IEnumerable<Clip> clips, bool strict = false) => clips.MaxBy(c => c.Seconds)!;",
            "var voice = Voice.Modal;");

        public ValueTask DisposeAsync()
        {
            Editor.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
