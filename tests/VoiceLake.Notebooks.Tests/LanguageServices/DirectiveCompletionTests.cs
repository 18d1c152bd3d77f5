using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class DirectiveCompletionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Editor _editor = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in new[] { "lib/Speech.dll", "lib/Speech.xml", "helpers.cs", "lessons/one.ipynb", "lessons/two.dib", "notes.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(file))!);
            await File.WriteAllTextAsync(_folder.PathOf(file), "");
        }

        _editor = await Editor.InAsync(_folder.PathOf("."), "var rate = 16000;\nvar name = \"ann\";");
    }

    public ValueTask DisposeAsync()
    {
        _editor.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("#!imp|", "#!import")]
    [InlineData("#!who|", "#!who #!whos")]
    [InlineData("var x = 1;\n  #!ti|", "#!time")]
    [InlineData("#r|", "#r #region")]
    [InlineData("#nul|", "#nullable")]
    [InlineData("#lo|", "#load")]
    [InlineData("#!set |", "--name --value")]
    [InlineData("#!set --name x --v|", "--value")]
    [InlineData("#!set --name x --value @|", "@csharp: @input: @password:")]
    [InlineData("#!set --name x --value @csharp:ra|", "@csharp:rate")]
    [InlineData("#!value --name x --from|", "--from-file --from-url --from-value")]
    [InlineData("#!value --name x --from-file no|", "notes.txt")]
    [InlineData("#!share --from csharp na|", "name")]
    [InlineData("#!import \"|", "helpers.cs lessons/ lib/")]
    [InlineData("#!import lessons/|", "one.ipynb two.dib ../")]
    [InlineData("#!import \"lessons/tw|\"", "two.dib")]
    [InlineData("#load \"he|", "helpers.cs")]
    [InlineData("#r \"lib/|\"", "Speech.dll ../")]
    [InlineData("#r \"|", "nuget:  lessons/ lib/")]
    [InlineData("#r \"nowhere/|", "../")]
    [InlineData("#!time |", "")]
    public void Commands_options_and_paths_are_offered(string code, string texts) => string.Join(' ', _editor.Texts(code)).ShouldBe(texts);

    [Fact]
    public void The_help_of_a_command_is_its_signature()
    {
        _editor.Entry("#!ti|", "#!time").Signature.ShouldBe("#!time: Shows how long the cell took.");
        _editor.Entry("#!ti|", "#!time").Kind.ShouldBe("magic");
        var list = _editor.Complete("var x = 1;\n#!ti|me");
        (list.Start, list.End).ShouldBe((11, 17));
    }

    [Fact]
    public void Packages_of_the_local_folder_are_offered_with_their_versions_the_newest_first()
    {
        var names = _editor.Complete("#r \"nuget: shoul|\"");
        names.Items[0].Text.ShouldBe("Shouldly");
        names.Items[0].Kind.ShouldBe("package");
        (names.Start, names.End).ShouldBe((11, 16));
        _editor.Texts("#r \"nuget: Shouldly, |\"").ShouldContain("4.3.0");
        _editor.Texts("#r \"nuget: No.Such.Package, |\"").ShouldBeEmpty();
    }
}
