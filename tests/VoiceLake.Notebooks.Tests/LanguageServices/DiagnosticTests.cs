using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class DiagnosticTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Editor _editor = null!;

    public async ValueTask InitializeAsync()
    {
        ReferenceCompiler.Compile(_folder.PathOf("lib", "Speech.dll"), "namespace Speech { public static class Voice { public static int Rate = 16000; } }");
        await File.WriteAllTextAsync(_folder.PathOf("helpers.cs"), "int Half(int n) => n / 2;");
        await File.WriteAllTextAsync(_folder.PathOf("broken.cs"), "int Half(int n) => nope;");
        _editor = await Editor.InAsync(_folder.PathOf("."), "var rate = 16000;\nstring? maybe = null;");
    }

    public ValueTask DisposeAsync()
    {
        _editor.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("rate + 1", "")]
    [InlineData("nope", "CS0103 nope")]
    [InlineData("var x = 1;\nx.Nope()", "CS1061 Nope")]
    [InlineData("int n = \"text\";", "CS0029 \"text\"")]
    [InlineData("maybe.Length", "CS8602 maybe")]
    [InlineData("Console.WriteLine(1", "CS1026 ")]
    [InlineData("#!time\nnope", "CS0103 nope")]
    [InlineData("#!frobnicate all\nrate", "MagicError #!frobnicate")]
    [InlineData("#!sql\nselect 1", "MagicError #!sql")]
    [InlineData("#!markdown\n# not ( C#", "")]
    [InlineData("#!set --name added --value 3\nadded + rate", "")]
    [InlineData("#!share rate --from csharp --as pace\npace + 1", "")]
    [InlineData("#!share --from csharp rate --as pace\npace.Nope", "CS1061 Nope")]
    [InlineData("#!share --from csharp rate\nrate + 1", "")]
    [InlineData("#!set --name added --value @input:{\"prompt\": \"how many?\"}\nadded.Length + rate", "")]
    [InlineData("#!value --name notes\nfree ( text\n#!csharp\nnotes.Length", "")]
    [InlineData("var here = 1;\n#!time\nhere + nope", "CS0103 nope")]
    [InlineData("#r \"lib/Speech.dll\"\nSpeech.Voice.Rate", "")]
    [InlineData("#r \"lib/Speech.dll\"\nSpeech.Voice.Nope", "CS0117 Nope")]
    [InlineData("#r \"lib/None.dll\"\n1 +", "ReferenceError lib/None.dll|CS1733 ")]
    [InlineData("#r \"nuget: Not.Restored, 1.0.0\"\nusing Not.Restored;\nnew Thing()", "")]
    [InlineData("#r \"nuget: ???\"", "ReferenceError nuget: ???")]
    [InlineData("#r \"System.Net.Http\"\n1", "")]
    [InlineData("#load \"helpers.cs\"\nHalf(rate)", "")]
    [InlineData("#load \"none.cs\"\n1", "CS1504 \"none.cs\"")]
    [InlineData("#load \"broken.cs\"\n1", "CS0103 #load \"broken.cs\"")]
    [InlineData("#!import \"other.ipynb\"\nFromOther()", "")]
    [InlineData("#!import \"other.ipynb\"\nFromOther(", "CS1026 ")]
    [InlineData("var rate = \"again\";\nrate.Length", "")]
    [InlineData("await Task.Delay(1);", "")]
    [InlineData("#pragma warning disable CS8602\nmaybe.Length", "")]
    [InlineData("var a = 1;\r\nnope\r\n", "CS0103 nope")]
    public void A_cell_is_judged_without_running_it(string code, string expected) => string.Join('|', _editor.Problems(code)).ShouldBe(expected);

    [Fact]
    public void A_diagnostic_says_what_to_do_as_the_cell_would() =>
        _editor.Diagnose("using Newtonsoft.Json;").ShouldHaveSingleItem().Message.ShouldEndWith("here write first: #r \"nuget: Newtonsoft.Json\")");

    [Fact]
    public void A_diagnostic_has_severity_number_and_message() =>
        _editor.Diagnose("#!time\nnope").ShouldBe([new CellDiagnostic("error", "CS0103", "The name 'nope' does not exist in the current context", 7, 11)]);

    [Fact]
    public void Nothing_of_the_cell_runs_and_the_notebook_stays_as_it_was()
    {
        _editor.Diagnose("var rate = \"other\";\n#r \"lib/Speech.dll\"");
        _editor.Problems("int same = rate;").ShouldBeEmpty();
        _editor.Problems("Speech.Voice.Rate").ShouldBe(["CS0103 Speech"]);
    }
}
